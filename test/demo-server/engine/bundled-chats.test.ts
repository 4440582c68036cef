// @vitest-environment node
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatTurn } from '../../../demo-server/engine/engine.ts';
import type { LlamaEngine } from '../../../demo-server/engine/llama-engine.ts';
import { loadLlama } from '../../../demo-server/engine/load-llama.ts';
import { readManifest } from '../../../demo-server/engine/manifest.ts';
import { askEngine } from '../random-engine.ts';

let engine: LlamaEngine;
beforeAll(async () => {
  const folder = new URL('../../../demo-server/model/', import.meta.url);
  const manifest = await readManifest(fileURLToPath(new URL('rivulet-tiny.json', folder)));
  engine = await loadLlama({ path: manifest.path, manifest, gpu: false, pace: 0 });
}, 60_000);
afterAll(() => engine.close());

// Greedy answers of a trained model differ from one another in their first words, so a mix-up shows at once.
it('gives eight chats that share their batches the answers that each gets alone', async () => {
  const questions = engine.info.suggestions.slice(0, engine.info.parallel);
  const ask = (text: string, conversation: string) =>
    askEngine(engine, { conversation, turns: [{ role: 'user', text }] }).then(
      (answer) => answer.text,
    );
  const alone: string[] = [];
  for (const text of questions) alone.push(await ask(text, `alone ${text}`));
  expect(new Set(alone).size).toBe(8);
  for (let round = 1; round <= 10; round += 1) {
    const together = await Promise.all(questions.map((text) => ask(text, `${round} ${text}`)));
    expect(together).toEqual(alone);
  }
});

it('goes on with a cut answer in the words it would have had', async () => {
  const [text = ''] = engine.info.suggestions;
  const question = { role: 'user', text } as const;
  const open = (turns: readonly ChatTurn[], maxTokens?: number) =>
    askEngine(engine, { conversation: 'goes on', turns, maxTokens });
  const whole = (await open([question])).text;
  for (const maxTokens of [1, 20, 100]) {
    const begun = (await open([question], maxTokens)).text;
    const rest = (await open([question, { role: 'assistant', text: begun }])).text;
    expect(begun + rest).toBe(whole);
  }
});
