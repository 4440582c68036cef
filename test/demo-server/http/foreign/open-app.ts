import { afterEach } from 'vitest';
import {
  ScriptedEngine,
  type ScriptedOptions,
} from '../../../../demo-server/engine/scripted-engine.ts';
import { createApp, type AppOptions } from '../../../../demo-server/http/app.ts';
import { MemoryRunStore } from '../../../../src/server/index.ts';
import { SseDecoder, type SseFrame } from '../../../../src/protocol/index.ts';

const stores: MemoryRunStore[] = [];
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

/** What a request has beside its body. */
interface PostOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Opens an app over a script; whatever still runs is stopped after the test. */
export function openApp(script: ScriptedOptions = {}, more: Partial<AppOptions> = {}) {
  const engine = new ScriptedEngine({ pace: 0, reply: () => 'one two three', ...script });
  const runs = new MemoryRunStore();
  stores.push(runs);
  const app = createApp({ engine, runs, ...more });
  const post = (path: string, body: unknown, init: PostOptions = {}) =>
    app.request(path, {
      ...init,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...init.headers },
      body: JSON.stringify(body),
    });
  return { app, engine, runs, post };
}

/** A script that is still being told when a test is over. */
export const slowly: ScriptedOptions = { pace: 20, reply: () => 'word '.repeat(1000) };

/** Reads the frames of an answer. */
export async function framesOf(response: Response): Promise<SseFrame[]> {
  const decoder = new SseDecoder();
  const bytes = new Uint8Array(await response.arrayBuffer());
  return [...decoder.push(bytes), ...decoder.flush()];
}
