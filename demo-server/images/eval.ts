/** Measures the painter on its held-out pictures, as the server runs it, and writes eval.json: `node --import tsx images/eval.ts`. */
import { writeFile } from 'node:fs/promises';
import { loadPainter } from './load-painter.ts';
import { measurePainter, readHeldOut } from './measure-painter.ts';

const engine = await loadPainter({ gpu: false });
const heldOut = await readHeldOut();
const started = performance.now();
const score = await measurePainter(engine, heldOut);
const msPerPicture = Math.round((performance.now() - started) / heldOut.length);
const firsts: number[] = [];
for (const { prompt } of heldOut.slice(0, 16)) {
  const asked = performance.now();
  for await (const _ of engine.draw(prompt)) break;
  firsts.push(performance.now() - asked);
}
const firstMs = Math.round(firsts.sort((a, b) => a - b)[firsts.length >> 1] ?? 0);
const share = (value: number) => Math.round(value * 1000) / 1000;
const figures = {
  pictures: score.pictures,
  cells: share(score.cells),
  things: share(score.things),
  msPerPicture,
  firstMs,
  bytes: engine.info.bytes,
};
await writeFile(new URL('eval.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`);
console.log(figures);
await engine.close();
