/* Bundles what the pages load, compressed once and for all, and writes the licences of what is in it. */
import { build } from "esbuild";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const OUT = "../src/musclegraph/pages/static/bundle";
const MIT = "Permission is hereby granted, free of charge, to any person obtaining a copy";
const LICENCE = /^(licen[cs]e|copying|notice)[^.]*(\.(md|txt))?$/i;

await rm(OUT, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ["src/editor.js", "src/graph.js", "src/editor.css"],
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
  loader: { ".svg": "dataurl", ".woff": "dataurl", ".woff2": "dataurl" },
});

/* A package may be a bundle of others, so what each depends on counts as used. */
const used = new Set();
const add = async (name) => {
  if (used.has(name)) return;
  used.add(name);
  const text = await readFile(join("node_modules", name, "package.json"), "utf8").catch(() => "");
  if (!text) return used.delete(name); // for another platform
  for (const other of Object.keys(JSON.parse(text).dependencies ?? {})) await add(other);
};
for (const input of Object.keys(metafile.inputs)) {
  const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) await add(found[1]);
}
const texts = [];
for (const name of [...used].sort()) {
  const folder = join("node_modules", name);
  const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => LICENCE.test(file)).sort();
  const own = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const author = about.author?.name ?? about.author ?? "";
  const licence = about.license ?? (own.some((text) => text.includes(MIT)) && "MIT");
  if (!licence) throw new Error(`${name} does not say its licence: find it, or do without ${name}`);
  const head = [`${name} ${about.version}: ${licence}`, author].filter(Boolean);
  texts.push([head.join("\n"), ...own].join("\n\n"));
}
await writeFile(join(OUT, "LICENCES.txt"), `${texts.join(`\n\n${"-".repeat(72)}\n\n`)}\n`);

/* The server sends these as they are; to the few who cannot read them it sends them undone. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
for (const file of (await readdir(OUT)).filter((name) => /\.(js|css)$/.test(name))) {
  const path = join(OUT, file);
  await writeFile(`${path}.br`, brotliCompressSync(await readFile(path), quality));
  await rm(path);
}
