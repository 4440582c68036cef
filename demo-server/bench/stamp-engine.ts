import { setTimeout as delay } from 'node:timers/promises';
import type {
  Engine,
  EngineEvent,
  EngineInfo,
  EngineRequest,
  OpenAnswer,
} from '../engine/engine.ts';

/** What the bench asks for, as the JSON text of a question. */
export type StampQuestion =
  /** An answer that never says a word. */
  | { readonly kind: 'silent' }
  /** Model tokens at a pace; each is the time at which it was made, in nanoseconds of the machine's clock. */
  | { readonly kind: 'stamps'; readonly tokens: number; readonly perSecond: number }
  /** As many events as fit into so many bytes, of a kind that leaves nothing in the message. */
  | { readonly kind: 'flood'; readonly bytes: number };

const info: EngineInfo = {
  name: 'Stamps',
  bundled: false,
  engine: 'scripted',
  bytes: 0,
  device: { backend: 'none', names: [], gpuLayers: 0, totalLayers: 0 },
  contextSize: 4096,
  parallel: 256,
  pace: 0,
  suggestions: [],
};

/** An engine that costs nothing and tells when it made each model token, to measure the server alone. */
export class StampEngine implements Engine {
  readonly info = info;

  load() {
    return { active: 0, waiting: 0 };
  }

  prepare({ turns }: EngineRequest): Promise<OpenAnswer> {
    const question = JSON.parse(turns.at(-1)?.text ?? '') as StampQuestion;
    return Promise.resolve((signal) => answer(question, signal));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function* answer(question: StampQuestion, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  yield { type: 'start', promptTokens: 1, cachedTokens: 0, droppedTurns: 0, queueMs: 0 };
  if (question.kind === 'flood') yield* flood(question.bytes, signal);
  let outputTokens = 0;
  for await (const text of texts(question, signal)) {
    if (signal.aborted) break;
    yield { type: 'text', text, outputTokens: ++outputTokens };
  }
  const timings = {
    queueMs: 0,
    prefillMs: 0,
    timeToFirstTokenMs: 0,
    tokensPerSecond: 0,
    totalMs: 0,
  };
  const usage = { promptTokens: 1, cachedTokens: 0, outputTokens };
  yield {
    type: 'end',
    reason: signal.aborted ? 'abort' : 'stop',
    usage,
    timings,
    droppedTurns: 0,
  };
}

async function* texts(question: StampQuestion, signal: AbortSignal): AsyncGenerator<string> {
  switch (question.kind) {
    case 'silent':
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return;
    case 'stamps': {
      const startedAt = performance.now();
      for (let index = 1; index <= question.tokens; index++) {
        await delay(
          Math.max(0, startedAt + (index * 1000) / question.perSecond - performance.now()),
        );
        yield `${process.hrtime.bigint()} `;
      }
      return;
    }
  }
}

// A frame of such an event, about.
const frameBytes = 120;

async function* flood(bytes: number, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  for (let position = 0; position < bytes / frameBytes && !signal.aborted; position++) {
    if (position % 50 === 0) await delay(1);
    yield { type: 'queue', position, length: position };
  }
}
