/* The SPARQL editor in place of the plain form: our prefixes and terms, nothing from elsewhere. */
import Yasgui from "@zazuko/yasgui";
import { Chart, Graph, OURS } from "./views.js";

const holder = document.getElementById("yasgui");
const plain = document.getElementById("query");
const words = JSON.parse(document.getElementById("editor-data").textContent);
const { Yasqe, Yasr } = Yasgui;

/* The completers that come with it ask servers elsewhere. */
const offer = (kind, name, get) =>
  Yasqe.forkAutocompleter(kind, { name, bulk: true, persistenceId: null, get }, false);
const prefixes = Object.fromEntries(
  words.prefixes.map((line) => line.slice(0, -1).split(": <")),
);
offer("prefixes", "our-prefixes", () => words.prefixes);
offer("class", "our-classes", () => words.classes);
offer("property", "our-properties", () => words.properties);
Yasqe.defaults.autocompleters = ["our-prefixes", "our-classes", "our-properties", "variables"];

Yasr.registerPlugin("graph", Graph);
Yasr.registerPlugin("chart", Chart);
Yasr.defaults.pluginOrder = ["table", "graph", "chart", "response"];

/* Its tables are dark where a class says so. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const darken = () => document.documentElement.classList.toggle("dark", dark.matches);
dark.addEventListener("change", darken);
darken();

holder.hidden = false;
const editor = new Yasgui(holder, {
  requestConfig: { endpoint: new URL(holder.dataset.endpoint, location.href).href, method: "GET" },
  copyEndpointOnNewTab: true,
  yasr: { prefixes },
  persistenceId: "musclegraph",
  endpointCatalogueOptions: { getData: () => [] },
});
/* What has an IRI of ours has its page here. */
holder.addEventListener("click", (event) => {
  const link = event.target.closest(`a[href^="${OURS}"]`);
  if (!link) return;
  event.preventDefault();
  location.assign(link.href.replace(OURS, "/"));
});
if (plain.value.trim()) editor.getTab().getYasqe().setValue(plain.value);
const details = document.getElementById("plain");
if (!document.querySelector(".answer")) details.open = false;
holder.dataset.ready = "yes";
