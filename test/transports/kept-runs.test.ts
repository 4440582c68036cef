// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import { createChat } from '../../src/chat/create-chat.ts';
import { applyEvent } from '../../src/protocol/apply-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { collect } from '../../src/testing/collect.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import { memoryStorage } from '../chat/chat-bench.ts';
import { eventsOf, request } from './describe-transport.ts';
import { eagerClock } from './eager-clock.ts';
import { backends } from './kept-runs/backends.ts';
import type { MakeBackend } from './kept-runs/backend.ts';
import { cuttingFetch, type CutBy } from './kept-runs/cutting-fetch.ts';
import type { ModelOptions } from './kept-runs/run-log.ts';
import { eventually } from '../eventually.ts';

// Only a machine with much else to do needs so long.
const patience = { timeout: 30_000 };

interface Told {
  readonly told: readonly TransportEvent[];
  readonly requests: readonly string[];
  readonly bytes: number;
  /** The bytes after which the run has a name. */
  readonly namedAt: number;
  readonly isPolled: boolean;
}

async function ask(
  make: MakeBackend,
  cuts: readonly number[] = [],
  by: CutBy = 'reset',
  memory: 'good' | 'forgetful' = 'good',
): Promise<Told> {
  const backend = make();
  const onCut = memory === 'forgetful' ? backend.forget : undefined;
  const way = cuttingFetch(backend, cuts, by, onCut);
  const transport = httpTransport({
    ...backend.options,
    fetch: way.fetch,
    clock: eagerClock(),
    random: () => 0,
  });
  const told = await collect(transport.send(request()));
  const isNamedInStream = /openai|gemini/.test(backend.options.url);
  const namedAt = (isNamedInStream && backend.runs[0]?.pieces[0]?.length) || 0;
  const isPolled = way.requests.some((one) => one.includes('long-poll'));
  return { told, requests: way.requests, bytes: way.bytes(), namedAt, isPolled };
}

const partsOf = (told: readonly TransportEvent[]) =>
  eventsOf(told).reduce<ChatMessage>(applyEvent, { id: 'm', role: 'assistant', parts: [] });

const complete = { type: 'end', end: 'complete' };
const textOf = (told: readonly TransportEvent[]) => JSON.stringify(eventsOf(told));
const postsOf = (requests: readonly string[]) => requests.filter((one) => one.startsWith('POST'));
const isComplete = (told: readonly TransportEvent[]) =>
  JSON.stringify(told.at(-1)) === JSON.stringify(complete);

describe.each(backends)('httpTransport with %s', (_name, make) => {
  it('goes on after a cut at any byte, loses nothing and doubles nothing', async () => {
    const whole = await ask(make);
    expect(partsOf(whole.told).parts.length).toBeGreaterThan(1);
    expect(whole.told.at(-1)).toEqual(complete);
    expect(whole.bytes).toBeGreaterThan(500);
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

  it('goes on after several cuts of one answer', async () => {
    const whole = await ask(make);
    const later = fc.array(
      fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 6 })),
      { minLength: 1, maxLength: 5 },
    );
    const first = fc.integer({ min: whole.namedAt, max: whole.bytes });
    await fc.assert(
      fc.asyncProperty(first, later, fc.constantFrom('reset', 'end'), async (at, more, by) => {
        const { told, requests } = await ask(make, [at, ...more], by);
        expect(textOf(told)).toBe(textOf(whole.told));
        expect(told.at(-1)).toEqual(complete);
        expect(postsOf(requests)).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps what has come, and says so, when the run is forgotten meanwhile', async () => {
    const whole = await ask(make);
    // A poll brings all that there is, or nothing.
    const cuts = whole.isPolled ? [Infinity, 5] : [Math.round(whole.bytes * 0.6)];
    const { told, requests } = await ask(make, cuts, 'reset', 'forgetful');
    const events = eventsOf(told);
    expect(events.length).toBeGreaterThan(0);
    expect(eventsOf(whole.told).slice(0, events.length)).toEqual(events);
    const end = told.at(-1);
    expect(end).toMatchObject({ type: 'end', end: expect.stringMatching(/expired|truncated/) });
    expect(postsOf(requests)).toHaveLength(1);
    expect(end?.type === 'end' && end.error?.message).toMatch(
      /no longer|before the answer was whole/,
    );
  });

  it('stops the model by the word of its user, and no sooner', async () => {
    const { backend, chat } = chatWith(make, { holdAfter: 5 });
    await chat.send('Hi');
    await eventually(() => expect(chat.getState().messages).toHaveLength(2), patience);
    expect(backend.runs[0]?.isStopped()).toBe(false);
    void chat.abort();
    await eventually(() => expect(backend.runs[0]?.isStopped()).toBe(true), patience);
    expect(chat.getState().messages[1]?.end).toBe('aborted');
    expect(chat.getState().error).toBeUndefined();
    chat.dispose();
  });

  it('goes on after a reload before the first word, where it knows the name', async () => {
    const { storage } = memoryStorage();
    const first = chatWith(make, { holdAfter: 0 }, storage);
    await first.chat.send('Hi');
    first.chat.dispose();
    first.backend.runs[0]?.goOn();
    const second = chatWith(() => first.backend, {}, storage);
    await second.chat.resume();
    const { messages } = second.chat.getState();
    const { namedAt } = await ask(make);
    const ends = messages.map(({ role, end }) => end ?? role);
    expect(ends).toEqual(namedAt > 0 ? ['user'] : ['user', 'complete']);
    expect(postsOf(second.requests)).toHaveLength(0);
    second.chat.dispose();
  });

  it('goes on after a reload in mid-answer in the same message', async () => {
    const { storage } = memoryStorage();
    const first = chatWith(make, { holdAfter: 7 }, storage);
    await first.chat.send('Hi');
    await eventually(() => expect(first.chat.getState().messages).toHaveLength(2), patience);
    first.chat.dispose();
    expect(first.backend.runs[0]?.isStopped()).toBe(false);
    first.backend.runs[0]?.goOn();
    const second = chatWith(() => first.backend, {}, storage);
    await second.chat.resume();
    const { messages, error } = second.chat.getState();
    expect(error).toBeUndefined();
    expect(messages).toHaveLength(2);
    const whole = partsOf((await ask(make)).told);
    expect(messages[1]).toMatchObject({ end: 'complete', parts: whole.parts });
    expect(postsOf(second.requests)).toHaveLength(0);
    second.chat.dispose();
  });
});

function chatWith(make: MakeBackend, model?: ModelOptions, storage?: ChatStorage) {
  const backend = make(model);
  const { fetch, requests } = cuttingFetch(backend);
  const transport = httpTransport({ ...backend.options, fetch });
  const chat = createChat({ id: 'chat-1', transport, ...(storage && { storage }) });
  return { backend, chat, requests };
}
