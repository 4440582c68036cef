import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomGguf, type RandomModelOptions } from '../../demo-server/bench/random-gguf.ts';
import type { Engine, EngineEvent, EngineRequest } from '../../demo-server/engine/engine.ts';
import { loadLlama, type LoadOptions } from '../../demo-server/engine/load-llama.ts';

/** Writes a random model to a folder of its own. */
export function randomModelFile(options?: RandomModelOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'rivulet-model-'));
  const path = join(folder, 'random.gguf');
  writeFileSync(path, randomGguf(options));
  return { path, folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Loads a random model on one thread, unpaced: real inference of meaningless text. */
export async function openRandomEngine(options: Partial<LoadOptions> & RandomModelOptions = {}) {
  process.env['RIVULET_THREADS'] = '1';
  const file = randomModelFile(options);
  try {
    return await loadLlama({ path: file.path, gpu: false, parallel: 2, pace: 0, ...options });
  } finally {
    file.remove();
  }
}

/** A question with lively sampling, so that the text is worth comparing. */
export function question(text: string, more: Partial<EngineRequest> = {}): EngineRequest {
  return {
    conversation: 'chat',
    owner: 'somebody',
    turns: [{ role: 'user', text }],
    temperature: 1.5,
    seed: 1,
    maxTokens: 60,
    ...more,
  };
}

/** Asks an engine and reads the answer to its end. */
export async function askEngine(
  engine: Engine,
  request: EngineRequest,
  signal = new AbortController().signal,
) {
  const open = await engine.prepare(request);
  return collectAnswer(open(signal));
}

/** Reads an answer to its end. */
export async function collectAnswer(events: AsyncIterable<EngineEvent>) {
  const all: EngineEvent[] = [];
  for await (const event of events) all.push(event);
  const text = all.map((event) => (event.type === 'text' ? event.text : '')).join('');
  const end = all.at(-1);
  if (end?.type !== 'end') throw new Error('The answer has no end.');
  return { all, text, end };
}
