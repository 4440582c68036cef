import { setTimeout as delay } from 'node:timers/promises';
import { defineStream } from 'rivulet/server';
import type { Engine } from '../engine/engine.ts';

/** One tick. */
export interface Tick {
  /** In seconds since the epoch. */
  readonly timestamp: number;
  readonly counter: number;
  /** How the server does. */
  readonly data: {
    /** Answers that are written, and questions that wait. */
    readonly active: number;
    readonly waiting: number;
    /** In bytes. */
    readonly heap: number;
  };
}

/** Tells ten times a second how the server does: one producer for all who look. */
export function ticker({ load }: Pick<Engine, 'load'>, everyMs = 100) {
  return defineStream<Tick>({
    keep: 500,
    async *run({ signal }) {
      for (let counter = 0; !signal.aborted; counter++) {
        const { active, waiting } = load();
        const data = { active, waiting, heap: process.memoryUsage().heapUsed };
        yield { timestamp: Date.now() / 1000, counter, data };
        await delay(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      }
    },
  });
}
