/* The SPARQL editor in place of the plain form: our prefixes and terms, nothing from elsewhere. */
import Yasgui from "@zazuko/yasgui";
import { Chart, Graph } from "./views.js";

const holder = document.getElementById("yasgui");
const plain = document.getElementById("query");
const words = JSON.parse(document.getElementById("editor-data").textContent);
const { Yasqe, Yasr } = Yasgui;

/* The completers that come with it ask servers elsewhere. */
const offer = (kind, name, get) =>
  Yasqe.forkAutocompleter(kind, { name, bulk: true, persistenceId: null, get }, false);
offer("prefixes", "our-prefixes", () => words.prefixes);
offer("class", "our-classes", () => words.classes);
offer("property", "our-properties", () => words.properties);
Yasqe.defaults.autocompleters = ["our-prefixes", "our-classes", "our-properties", "variables"];

Yasr.registerPlugin("graph", Graph);
Yasr.registerPlugin("chart", Chart);
Yasr.defaults.pluginOrder = ["table", "graph", "chart", "response"];

holder.hidden = false;
const editor = new Yasgui(holder, {
  requestConfig: { endpoint: new URL(holder.dataset.endpoint, location.href).href, method: "GET" },
  copyEndpointOnNewTab: true,
  persistenceId: "musclegraph",
  endpointCatalogueOptions: { getData: () => [] },
});
if (plain.value.trim()) editor.getTab().getYasqe().setValue(plain.value);
const details = document.getElementById("plain");
if (!document.querySelector(".answer")) details.open = false;
holder.dataset.ready = "yes";
