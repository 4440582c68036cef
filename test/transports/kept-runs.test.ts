// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent } from '../../src/protocol/apply-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { collect } from '../../src/testing/collect.ts';
import { httpTransport } from '../../src/transports/http-transport.ts';
import { eventsOf, request } from './describe-transport.ts';
import { eagerClock } from './eager-clock.ts';
import { aiSdkServer } from './kept-runs/ai-sdk-server.ts';
import type { Backend, MakeBackend } from './kept-runs/backend.ts';
import { cuttingFetch, type CutBy } from './kept-runs/cutting-fetch.ts';
import { durableServer } from './kept-runs/durable-server.ts';
import { interactionsServer } from './kept-runs/interactions-server.ts';
import { llamaServer } from './kept-runs/llama-server.ts';
import { ownServer } from './kept-runs/own-server.ts';
import { responsesServer } from './kept-runs/responses-server.ts';
import { tanstackLinesServer, tanstackServer } from './kept-runs/tanstack-server.ts';

const backends: readonly (readonly [string, MakeBackend])[] = [
  ['our own server', ownServer],
  ['the AI SDK', aiSdkServer],
  ['TanStack AI', tanstackServer],
  ['TanStack AI by lines', tanstackLinesServer],
  ['OpenAI in the background', responsesServer()],
  ['Gemini’s Interactions', interactionsServer],
  ['llama.cpp', llamaServer('path')],
  ['llama.cpp, the id as a parameter', llamaServer('query')],
  ['Durable Streams by events', durableServer('sse')],
  ['Durable Streams by long polls', durableServer('long-poll')],
];

interface Told {
  readonly told: readonly TransportEvent[];
  readonly requests: readonly string[];
  readonly bytes: number;
  /** The bytes after which the run has a name. */
  readonly namedAt: number;
}

async function ask(
  make: MakeBackend,
  cuts: readonly number[] = [],
  by: CutBy = 'reset',
): Promise<Told> {
  const backend = make();
  const way = cuttingFetch(backend, cuts, by);
  const transport = httpTransport({
    ...backend.options,
    fetch: way.fetch,
    clock: eagerClock(),
    random: () => 0,
  });
  const told = await collect(transport.send(request()));
  const isNamedInStream = /openai|gemini/.test(backend.options.url);
  const namedAt = (isNamedInStream && backend.runs[0]?.pieces[0]?.length) || 0;
  return { told, requests: way.requests, bytes: way.bytes(), namedAt };
}

const partsOf = (told: readonly TransportEvent[]) =>
  eventsOf(told).reduce<ChatMessage>(applyEvent, { id: 'm', role: 'assistant', parts: [] });

const complete = { type: 'end', end: 'complete' };
const textOf = (told: readonly TransportEvent[]) => JSON.stringify(eventsOf(told));
const postsOf = (requests: readonly string[]) => requests.filter((one) => one.startsWith('POST'));

describe.each(backends)('httpTransport with %s', (_name, make) => {
  it('goes on after a cut at any byte, loses nothing and doubles nothing', async () => {
    const whole = await ask(make);
    expect(partsOf(whole.told).parts.length).toBeGreaterThan(1);
    expect(whole.told.at(-1)).toEqual(complete);
    const bytes = Array.from(
      { length: whole.bytes - whole.namedAt },
      (_, at) => at + whole.namedAt,
    );
    const faults: unknown[] = [];
    for (let from = 0; from < bytes.length; from += 100) {
      await Promise.all(
        bytes.slice(from, from + 100).map(async (byte) => {
          const { told, requests } = await ask(make, [byte], byte % 2 ? 'reset' : 'end');
          const isSame = textOf(told) === textOf(whole.told) && postsOf(requests).length === 1;
          if (!isSame || !isComplete(told)) faults.push({ byte, requests, told });
        }),
      );
    }
    expect(faults).toEqual([]);
  });
});

const isComplete = (told: readonly TransportEvent[]) =>
  JSON.stringify(told.at(-1)) === JSON.stringify(complete);
