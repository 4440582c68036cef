// @vitest-environment node
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatTurn, EngineRequest } from '../../../demo-server/engine/engine.ts';
import type { LlamaEngine } from '../../../demo-server/engine/llama-engine.ts';
import { loadLlama } from '../../../demo-server/engine/load-llama.ts';
import { readManifest, type ModelManifest } from '../../../demo-server/engine/manifest.ts';
import { askEngine } from '../random-engine.ts';

const folder = new URL('../../../demo-server/model/', import.meta.url);
const opening = 'I do not know that one.';
const engines: LlamaEngine[] = [];
let manifest: ModelManifest;
let plain: LlamaEngine;

/** The bundled model with a rule of its own. */
async function open(abstain: ModelManifest['abstain']): Promise<LlamaEngine> {
  const engine = await loadLlama({
    path: manifest.path,
    manifest: { ...manifest, abstain },
    gpu: false,
    parallel: 1,
    pace: 0,
  });
  engines.push(engine);
  return engine;
}

const ask = (engine: LlamaEngine, text: string, more: Partial<EngineRequest> = {}) =>
  askEngine(engine, {
    conversation: 'one',
    owner: 'reader',
    turns: [{ role: 'user', text }],
    ...more,
  });

beforeAll(async () => {
  manifest = await readManifest(fileURLToPath(new URL('rivulet-tiny.json', folder)));
  plain = await open(undefined);
}, 60_000);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

describe('an answer that is judged by its first model tokens', { timeout: 60_000 }, () => {
  it('is what it would be without, when they are probable enough, and counts the same', async () => {
    const judged = await open({ tokens: 4, below: 0, opening });
    for (const text of manifest.suggestions.slice(0, 3)) {
      const { text: expected, end } = await ask(plain, text);
      const answer = await ask(judged, text);
      expect(answer.text).toBe(expected);
      expect(answer.end.usage.outputTokens).toBe(end.usage.outputTokens);
    }
  });

  it('begins with the opening when they are not, and the model goes on from there', async () => {
    const judged = await open({ tokens: 4, below: 1, opening });
    const [text = ''] = manifest.suggestions;
    const answer = await ask(judged, text);
    const turns: ChatTurn[] = [
      { role: 'user', text },
      { role: 'assistant', text: opening },
    ];
    const rest = await ask(plain, text, { turns });
    expect(answer.text).toBe(opening + rest.text);
    // What was given up is not in the sequence any more: the same question finds its whole prompt there.
    const again = await ask(judged, text);
    expect(again.text).toBe(answer.text);
    expect(again.end.usage.cachedTokens).toBe(again.end.usage.promptTokens - 1);
  });

  it('is not judged when its model tokens are drawn or steered, or when it goes on', async () => {
    const judged = await open({ tokens: 4, below: 1, opening });
    const [text = ''] = manifest.suggestions;
    const steered: Partial<EngineRequest>[] = [
      { temperature: 0.7, seed: 1 },
      { repeatPenalty: 1.1 },
      { logitBias: new Map([[300, 1]]) },
      { grammar: 'root ::= "yes" | "no"' },
    ];
    for (const more of steered) {
      expect((await ask(judged, text, { ...more, maxTokens: 20 })).text).not.toContain('I do not');
    }
    const begun = { role: 'assistant', text: 'Here is a' } as const;
    const turns: ChatTurn[] = [{ role: 'user', text }, begun];
    expect((await ask(judged, text, { turns })).text).not.toContain(opening);
  });

  it('may be shorter than what is judged', async () => {
    const judged = await open({ tokens: 1000, below: 0, opening });
    const text = 'Who are you?';
    expect((await ask(judged, text)).text).toBe((await ask(plain, text)).text);
  });
});
