// @vitest-environment node
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineRequest } from '../../../demo-server/engine/engine.ts';
import type { LlamaEngine } from '../../../demo-server/engine/llama-engine.ts';
import { loadLlama } from '../../../demo-server/engine/load-llama.ts';
import { readManifest } from '../../../demo-server/engine/manifest.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { askEngine, openRandomEngine, question } from '../random-engine.ts';

let bundled: LlamaEngine;
let random: LlamaEngine;
beforeAll(async () => {
  const path = new URL('../../../demo-server/model/rivulet-tiny.json', import.meta.url);
  const manifest = await readManifest(fileURLToPath(path));
  bundled = await loadLlama({ path: manifest.path, manifest, gpu: false, pace: 0 });
  random = await openRandomEngine();
}, 60_000);
afterAll(() => Promise.all([bundled.close(), random.close()]));

const thinking = 'Show me how you think';
const asked: readonly [string, () => EngineRequest, () => LlamaEngine][] = [
  ['the bundled model', () => question('What is SSE?', { temperature: 0 }), () => bundled],
  [
    'a model that thinks first',
    () => question(thinking, { temperature: 0, maxTokens: 160 }),
    () => bundled,
  ],
  ['random weights', () => question('Hello'), () => random],
];

describe.each(asked)('a stop text in an answer of %s', (_, request, engine) => {
  it('ends it there, wherever it lies, and nothing of it is shown', async () => {
    const whole = await askEngine(engine(), request());
    expect(whole.text.length).toBeGreaterThan(40);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.text.length - 1 }),
        fc.integer({ min: 1, max: 24 }),
        async (start, length) => {
          const stop = whole.text.slice(start, start + length);
          const { all, text, end } = await askEngine(engine(), {
            ...request(),
            stop: ['never in it', stop],
          });
          expect([text, end.reason]).toEqual([
            whole.text.slice(0, whole.text.indexOf(stop)),
            'stop',
          ]);
          const reasoning = all.filter((event) => event.type === 'reasoning');
          const wholeReasoning = whole.all.filter((event) => event.type === 'reasoning');
          expect(reasoning).toEqual(wholeReasoning);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it('changes nothing when it does not come, also when the answer ends with its beginning', async () => {
    const whole = await askEngine(engine(), request());
    const stop = [`${whole.text.slice(-3)}~`, 'never in it'];
    const { text, end } = await askEngine(engine(), { ...request(), stop });
    expect([text, end.reason, end.usage]).toEqual([
      whole.text,
      whole.end.reason,
      { ...whole.end.usage, cachedTokens: end.usage.cachedTokens },
    ]);
  });
});

it('ends a scripted answer as well', async () => {
  const engine = new ScriptedEngine({ pace: 0, reply: () => 'one two three' });
  const { text, end } = await askEngine(engine, question('x', { stop: ['o thr'] }));
  expect([text, end.reason]).toEqual(['one tw', 'stop']);
});
