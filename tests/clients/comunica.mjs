// Ask with Comunica what standard input says: [{"query": ..., "sources": [...]}, ...], and write
// what each gives: {"rows": [...]}, {"boolean": ...}, {"triples": [...]} or {"error": ...}.
import { QueryEngine } from '@comunica/query-sparql';
import { text } from 'node:stream/consumers';

const engine = new QueryEngine();
const term = (t) => ({ type: t.termType, value: t.value });

async function ask({ query, sources }) {
  const found = await engine.query(query, { sources });
  if (found.resultType === 'boolean') {
    return { boolean: await found.execute() };
  }
  const stream = await found.execute();
  if (found.resultType === 'quads') {
    const triples = await stream.toArray();
    return { triples: triples.map((q) => [q.subject, q.predicate, q.object].map(term)) };
  }
  const rows = await stream.toArray();
  return {
    rows: rows.map((row) => Object.fromEntries([...row].map(([v, t]) => [v.value, t.value]))),
  };
}

const answers = [];
for (const job of JSON.parse(await text(process.stdin))) {
  answers.push(await ask(job).catch((error) => ({ error: String(error) })));
}
process.stdout.write(JSON.stringify(answers));
