/* The neighbourhood of a concept as a graph to move about in; the tables hold the same. */
import cytoscape from "cytoscape";

const holder = document.getElementById("graph");
const data = JSON.parse(document.getElementById("graph-data").textContent);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const tones = {
  supported: "--supports",
  contradicted: "--disputes",
  conflicting: "--conflict",
};
const sans = "system-ui, sans-serif";

/* The library writes one inline style, which the pages forbid, unless something has its id. */
const standIn = document.createElement("template");
standIn.id = "__________cytoscape_stylesheet";
document.head.append(standIn);

holder.hidden = false;
document.getElementById("graph-picture").hidden = true;

/* The concept in the middle, the others on rings around it, ten on the first. */
const places = new Map();
const others = [...data.nodes];
places.set(others.shift().id, { x: 0, y: 0 });
for (let ring = 1; others.length; ring += 1) {
  const here = others.splice(0, 4 + ring * 6);
  here.forEach((node, place) => {
    const angle = ((place + ring / 2) / here.length) * 2 * Math.PI;
    places.set(node.id, {
      x: Math.cos(angle) * ring * 340,
      y: Math.sin(angle) * ring * 190,
    });
  });
}

const graph = cytoscape({
  container: holder,
  elements: {
    nodes: data.nodes.map((node) => ({ data: node })),
    edges: data.edges.map((edge) => ({
      data: { ...edge, words: `${edge.label}: ${edge.result.replace("-", " ")}` },
    })),
  },
  style: [
    {
      selector: "node",
      style: {
        label: "data(label)",
        "text-wrap": "wrap",
        "text-max-width": 130,
        "text-valign": "center",
        "font-family": sans,
        "font-size": 13,
        color: colour("--ink"),
        "background-color": colour("--tint"),
        "border-width": 1.5,
        "border-color": colour("--accent"),
        shape: "round-rectangle",
        width: 150,
        height: 46,
      },
    },
    {
      selector: "edge",
      style: {
        label: "data(words)",
        "font-family": sans,
        "font-size": 10,
        "text-rotation": "autorotate",
        "text-background-color": colour("--raised"),
        "text-background-opacity": 1,
        "text-background-padding": 2,
        color: (edge) => colour(tones[edge.data("result")] ?? "--open"),
        "line-color": (edge) => colour(tones[edge.data("result")] ?? "--open"),
        "target-arrow-color": (edge) => colour(tones[edge.data("result")] ?? "--open"),
        "line-style": (edge) => (tones[edge.data("result")] ? "solid" : "dashed"),
        "target-arrow-shape": "triangle",
        "curve-style": "bezier",
        width: 1.8,
      },
    },
  ],
  layout: { name: "preset", positions: (node) => places.get(node.id()), padding: 24 },
  minZoom: 0.3,
  maxZoom: 2.5,
});
graph.userZoomingEnabled(false); // the wheel moves the page; buttons zoom
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const level = graph.zoom() * Number(button.dataset.zoom);
    graph.zoom({ level, renderedPosition: { x: graph.width() / 2, y: graph.height() / 2 } });
  });
}
graph.on("tap", "node", (event) => location.assign(`/${event.target.id()}`));
graph.on("tap", "edge", (event) => location.assign(`/claim/${event.target.id()}`));
holder.dataset.ready = "yes";
