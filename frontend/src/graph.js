/* The neighbourhood of a concept as a graph to move about in; the tables hold the same. */
import { draw, zoom } from "./draw.js";

const holder = document.getElementById("graph");
const data = JSON.parse(document.getElementById("graph-data").textContent);
const tones = { supported: "--supports", contradicted: "--disputes", conflicting: "--conflict" };

holder.hidden = false;
document.getElementById("graph-picture").hidden = true;

/* The concept in the middle, the others on rings around it, ten on the first; narrow screens are tall. */
const [across, down] = innerWidth > 640 ? [340, 210] : [210, 290];
const places = new Map();
const others = [...data.nodes];
places.set(others.shift().id, { x: 0, y: 0 });
for (let ring = 1; others.length; ring += 1) {
  const here = others.splice(0, 4 + ring * 6);
  here.forEach((node, place) => {
    const angle = ((place + ring / 2) / here.length) * 2 * Math.PI;
    places.set(node.id, {
      x: Math.cos(angle) * ring * across,
      y: Math.sin(angle) * ring * down,
    });
  });
}

const graph = draw(holder, {
  nodes: data.nodes,
  edges: data.edges.map((edge) => ({
    ...edge,
    words: `${edge.label}: ${edge.result.replace("-", " ")}`,
  })),
  tone: (edge) => tones[edge.data("result")],
  layout: { name: "preset", positions: (node) => places.get(node.id()), padding: 24 },
});
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.hidden = false;
  button.addEventListener("click", () => zoom(graph, Number(button.dataset.zoom)));
}
graph.on("tap", "node", (event) => location.assign(`/${event.target.id()}`));
graph.on("tap", "edge", (event) => location.assign(`/claim/${event.target.id()}`));
holder.dataset.ready = "yes";
