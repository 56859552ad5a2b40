/* How a graph of ours looks: in the colours of where it stands. */
import cytoscape from "cytoscape";

const sans = "system-ui, sans-serif";

/* The library writes one inline style, which the pages forbid, unless something has its id. */
const standIn = document.createElement("template");
standIn.id = "__________cytoscape_stylesheet";
document.head.append(standIn);

/* Draws into `container`; `tone` names the colour of an edge, `layout` places the nodes. */
export function draw(container, { nodes, edges, tone, layout }) {
  const style = getComputedStyle(container);
  const colour = (name) => style.getPropertyValue(name).trim();
  const toned = (edge) => colour(tone(edge) ?? "--open");
  const graph = cytoscape({
    container,
    elements: { nodes: nodes.map((data) => ({ data })), edges: edges.map((data) => ({ data })) },
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
          "font-size": 10.5,
          "text-wrap": "wrap",
          "text-max-width": 110,
          "text-background-color": colour("--raised"),
          "text-background-opacity": 1,
          "text-background-padding": 2,
          color: toned,
          "line-color": toned,
          "target-arrow-color": toned,
          "line-style": (edge) => (tone(edge) ? "solid" : "dashed"),
          "target-arrow-shape": "triangle",
          "curve-style": "bezier",
          "control-point-step-size": 80, // or the words of two edges between the same nodes meet
          width: 1.8,
        },
      },
    ],
    layout,
    minZoom: 0.2,
    maxZoom: 2.5,
  });
  graph.userZoomingEnabled(false); // the wheel moves the page; buttons zoom
  return graph;
}

/* Zooms about the middle. */
export function zoom(graph, factor) {
  const middle = { x: graph.width() / 2, y: graph.height() / 2 };
  graph.zoom({ level: graph.zoom() * factor, renderedPosition: middle });
}
