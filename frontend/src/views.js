/* What the editor shows of an answer beside its table: a graph, and a chart. */
export const OURS = "https://w3id.org/musclegraph/";
const NUMBERS = /#(integer|decimal|double|float|int|long|nonNegativeInteger|positiveInteger)$/;
const MOST_EDGES = 200;
const MOST_BARS = 40;
const MOST_NUMBERS = 3;
const SVG = "http://www.w3.org/2000/svg";

const short = (iri) => decodeURIComponent(iri.replace(/^.*[/#]/, "")).replaceAll("-", " ") || iri;
const isNode = (cell) => cell?.type === "uri";
const isNumber = (cell) =>
  cell?.type !== "uri" && NUMBERS.test(cell?.datatype ?? "") && Number.isFinite(Number(cell.value));

function icon(path) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "0 0 16 16");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  line.setAttribute("fill", "none");
  line.setAttribute("stroke", "currentColor");
  line.setAttribute("stroke-width", "1.6");
  made.append(line);
  return made;
}

function say(place, words) {
  const said = document.createElement("p");
  said.className = "meta";
  said.textContent = words;
  place.append(said);
}

/* The nodes and edges of an answer: its triples, or in each row the first node with the others. */
function linked(results) {
  const nodes = new Map();
  const edges = new Map();
  const add = (from, words, to) => {
    for (const { iri, label } of [from, to])
      if (!nodes.get(iri)?.isNamed)
        nodes.set(iri, { id: iri, label: label ?? short(iri), isNamed: Boolean(label) });
    edges.set(`${from.iri} ${words} ${to.iri}`, { source: from.iri, target: to.iri, words });
  };
  const rows = results?.getBindings?.() ?? [];
  const names = results?.getVariables?.() ?? [];
  const triples = results?.getStatements?.() ?? [];
  for (const { subject, predicate, object } of triples) {
    if (object.termType === "Literal") continue;
    add({ iri: subject.value }, short(predicate.value), { iri: object.value });
  }
  const triple = ["subject", "predicate", "object"];
  if (!triples.length && triple.every((name) => names.includes(name))) {
    for (const row of rows)
      if (triple.every((name) => isNode(row[name])))
        add({ iri: row.subject.value }, short(row.predicate.value), { iri: row.object.value });
  } else {
    for (const row of rows) {
      const found = names.filter((name) => isNode(row[name]));
      const end = (name) => ({ iri: row[name].value, label: row[`${name}_label`]?.value });
      for (const name of found.slice(1)) add(end(found[0]), name.replaceAll("_", " "), end(name));
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

/* Where an answer links nodes, they are drawn; the table has the same and the rest. */
export class Graph {
  priority = 4;
  label = "Graph";

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return linked(this.yasr.results).edges.length > 0;
  }

  getIcon() {
    return icon("M3 4h4v4H3zM10 9h4v4h-4zM7 6h4v3");
  }

  async draw() {
    const { draw, zoom } = await import("./draw.js");
    const found = linked(this.yasr.results);
    const edges = found.edges.slice(0, MOST_EDGES);
    const used = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
    const holder = document.createElement("div");
    holder.className = "graph";
    this.yasr.resultsEl.append(holder);
    if (edges.length < found.edges.length)
      say(this.yasr.resultsEl, `The first ${MOST_EDGES} of ${found.edges.length} links are drawn.`);
    const graph = draw(holder, {
      nodes: found.nodes.filter((node) => used.has(node.id)),
      edges,
      tone: () => "--accent",
      layout: { name: "cose", animate: false, randomize: false, nodeDimensionsIncludeLabels: true, padding: 30 },
    });
    const buttons = document.createElement("p");
    buttons.className = "actions";
    for (const [words, factor] of [["Closer", 1.3], ["Farther", 0.77]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => zoom(graph, factor));
      buttons.append(button);
    }
    this.yasr.resultsEl.append(buttons);
    graph.on("tap", "node", (event) => {
      const iri = event.target.id();
      if (iri.startsWith(OURS)) location.assign(iri.replace(OURS, "/"));
    });
    holder.dataset.ready = "yes";
  }
}

/* Years are when something was, not how much of it there is. */
const isYear = (rows, name) =>
  rows.every((row) => !row[name] || /^(1[5-9]|20)\d\d$/.test(row[name].value));

/* What a chart shows: a bar a row for each of its numbers, or how often each value comes. */
function bars(results) {
  const rows = results?.getBindings?.() ?? [];
  const names = results?.getVariables?.() ?? [];
  const isAmount = (name) => rows.some((row) => isNumber(row[name])) && !isYear(rows, name);
  const numbers = names.filter(isAmount).slice(0, MOST_NUMBERS);
  const others = names.filter((name) => !numbers.includes(name));
  const labels = others.filter((name) => name.endsWith("_label"));
  const years = others.filter((name) => rows.some((row) => isNumber(row[name])));
  const said = (cell) => (isNode(cell) ? short(cell.value) : (cell?.value ?? ""));
  if (numbers.length) {
    const words = labels[0] ?? others[0];
    const amounts = (row) => numbers.map((name) => Number(row[name]?.value ?? 0));
    const found = rows.map((row, place) => [words ? said(row[words]) : `${place + 1}`, amounts(row)]);
    return { title: numbers.join(", "), found };
  }
  const words = years[0] ?? labels[0] ?? others[0];
  const counted = new Map();
  for (const row of rows) counted.set(said(row[words]), (counted.get(said(row[words])) ?? 0) + 1);
  const found = [...counted].map(([value, times]) => [value, [times]]);
  found.sort((one, other) => (years.length ? one[0] - other[0] : other[1][0] - one[1][0]));
  return { title: `rows by ${words}`, found };
}

/* A chart of bars, with the numbers written out. */
export class Chart {
  priority = 3;
  label = "Chart";

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return Boolean(bars(this.yasr.results)?.found.length);
  }

  getIcon() {
    return icon("M2 3h10M2 8h6M2 13h12");
  }

  draw() {
    const { title, found } = bars(this.yasr.results);
    const shown = found.slice(0, MOST_BARS);
    const all = shown.flatMap(([, values]) => values);
    const low = Math.min(0, ...all);
    const high = Math.max(0, ...all);
    const scale = (value) => ((value - low) / (high - low || 1)) * 100;
    const table = document.createElement("table");
    table.className = "bars";
    table.createCaption().textContent = title.replaceAll("_", " ");
    for (const [words, values] of shown) {
      const row = table.insertRow();
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = words;
      row.append(head);
      row.insertCell().append(drawn(values, scale));
      row.insertCell().textContent = values.map((value) => value.toLocaleString("en")).join(", ");
    }
    this.yasr.resultsEl.append(table);
    if (shown.length < found.length)
      say(this.yasr.resultsEl, `The first ${MOST_BARS} of ${found.length} are drawn.`);
  }
}

/* The bars of one row, one below the other. */
function drawn(values, scale) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", `0 0 100 ${values.length * 10}`);
  made.setAttribute("preserveAspectRatio", "none");
  values.forEach((value, place) => {
    const bar = document.createElementNS(SVG, "rect");
    const ends = [scale(0), scale(value)].sort((one, other) => one - other);
    bar.setAttribute("x", ends[0]);
    bar.setAttribute("y", place * 10 + 1);
    bar.setAttribute("width", ends[1] - ends[0]);
    bar.setAttribute("height", 8);
    bar.setAttribute("class", `bar-${place + 1}`);
    made.append(bar);
  });
  return made;
}
