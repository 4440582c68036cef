import { setTimeout as delay } from 'node:timers/promises';
import type { ChatEvent } from '../../../src/protocol/index.ts';
import type { Run, RunOptions, RunSource } from '../../../src/server/index.ts';

/** What a run writes, and how fast. */
export interface Script {
  readonly words: readonly string[];
  /** Between two words, in milliseconds; 0 is as fast as it can. */
  readonly paceMs: number;
}

const repeated = (count: number) => Array.from({ length: count }, () => 'word ');

export const quick: Script = { words: ['one', ' two', ' three'], paceMs: 0 };
/** Takes longer than any test. */
export const slow: Script = { words: repeated(2000), paceMs: 50 };
/** Takes a second and a little. */
export const brisk: Script = { words: repeated(60), paceMs: 20 };
/** Is more than a batch. */
export const long: Script = { words: repeated(2000), paceMs: 0 };

/** Makes the source of a run of a script. */
export function sourceOf({ words, paceMs }: Script, id: string): RunSource {
  return async function* write({ signal, begin }): AsyncGenerator<ChatEvent, void, undefined> {
    begin();
    yield { type: 'start', messageId: id };
    if (signal.aborted) return;
    yield { type: 'text-start', id: '1' };
    for (const delta of words) {
      // Stopped while it waits, it says no more.
      if (paceMs > 0) await delay(paceMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      yield { type: 'text-delta', id: '1', delta };
    }
    yield { type: 'text-end', id: '1' };
    const usage = { outputTokens: words.length };
    yield { type: 'finish', finishReason: 'stop', messageMetadata: { usage } };
  };
}

/** What a run of a script is made of; nobody in particular asks in the chat `chat`. */
export function runOf(script: Script, id: string, more: Partial<RunOptions> = {}): RunOptions {
  return { id, chatId: 'chat', owner: '', source: sourceOf(script, id), ...more };
}

/** Reads a run from its beginning to its end. */
export async function readToEnd(run: Run | undefined): Promise<ChatEvent[]> {
  if (!run) throw new Error('There is no such run.');
  const leave = run.attach();
  const all: ChatEvent[] = [];
  while (!run.log.isEnded || all.length <= run.log.lastSeq) {
    const batch = run.log.events(all.length - 1, 1000);
    all.push(...(batch?.events ?? []));
    if (!batch) await run.log.changed();
  }
  leave();
  return all;
}
