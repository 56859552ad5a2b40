// Read a bibliography from standard input as Citation.js does; write it as CSL-JSON, and one entry
// as a reference in the style of the APA.
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const read = new Cite(Buffer.concat(chunks).toString(), { forceType: process.argv[2] });
const one = read.data.find((entry) => entry.id === process.argv[3]);
const apa = new Cite(one).format("bibliography", { template: "apa" });
process.stdout.write(JSON.stringify({ data: read.data, apa }));
