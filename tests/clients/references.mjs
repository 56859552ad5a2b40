// Read CSL-JSON from standard input; write each item as Citation.js puts it in three styles.
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-csl";

const STYLES = { APA: "apa", Vancouver: "vancouver", Harvard: "harvard1" };
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const written = {};
for (const item of JSON.parse(Buffer.concat(chunks).toString())) {
  const cite = new Cite([item]);
  const forms = Object.entries(STYLES).map(([name, template]) => [
    name,
    cite.format("bibliography", { template }).trim(),
  ]);
  written[item.id] = Object.fromEntries(forms);
}
process.stdout.write(JSON.stringify(written));
