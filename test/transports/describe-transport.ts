import { describe, expect, it, onTestFinished } from 'vitest';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type {
  ChatRequest,
  ChatTransport,
  TransportEvent,
} from '../../src/protocol/chat-transport.ts';
import { collect } from '../../src/testing/collect.ts';

/** What the server behind a transport does with a request. */
export interface Scenario {
  /** The whole answer; without a terminal event at its end the stream stops there. */
  readonly events: readonly ChatEvent[];
  /** The connection is lost after so many events, each time once; the run goes on. */
  readonly cuts?: readonly number[];
  /** The request is refused. */
  readonly refusal?: { readonly status: number; readonly message: string };
  /** The server falls silent after so many events until the run is cancelled. */
  readonly holdAfter?: number;
}

/** A transport with its server, as the contract sees them. */
interface TransportBench {
  readonly transport: ChatTransport;
  /** Resolves when no stream is open on the server's side. */
  readonly closed: () => Promise<void>;
  /** The runs that the server was asked to cancel. */
  readonly cancelled: () => readonly string[];
  /** Ends the server. */
  readonly dispose: () => Promise<void>;
}

/** Makes a transport and a server that behaves as the scenario says. */
export type CreateBench = (scenario: Scenario) => TransportBench | Promise<TransportBench>;

const words = ['Every ', 'event ', 'comes ', 'once ', 'and ', 'in ', 'order.'];
const deltas = words.map((delta): ChatEvent => ({ type: 'text-delta', id: '1', delta }));
const answer: readonly ChatEvent[] = [
  { type: 'start', messageId: 'm1' },
  { type: 'text-start', id: '1' },
  ...deltas,
  { type: 'text-end', id: '1' },
  { type: 'finish', finishReason: 'stop' },
];

/** The contract that every transport keeps. */
export function describeTransport(name: string, create: CreateBench): void {
  async function bench(scenario: Scenario): Promise<TransportBench> {
    const made = await create(scenario);
    onTestFinished(() => made.dispose());
    return made;
  }

  describe(`${name} keeps the transport contract:`, () => {
    it('opens first, tells every event in order, and ends once and last', async () => {
      const { transport } = await bench({ events: answer });
      const told = await collect(transport.send(request()));
      expect(told[0]).toEqual({ type: 'open', runId: 'run-1' });
      expect(eventsOf(told)).toEqual(answer);
      expect(told.slice(1, -1).every(({ type }) => type === 'event')).toBe(true);
      expect(told.at(-1)).toEqual({ type: 'end', end: 'complete' });
    });

    it('numbers the events of a run that can be resumed densely from 0', async () => {
      const { transport } = await bench({ events: answer });
      const told = await collect(transport.send(request()));
      expect(seqsOf(told)).toEqual(answer.map((_, index) => index));
    });

    it.each([
      { last: { type: 'finish', finishReason: 'length' }, end: { end: 'complete' } },
      { last: { type: 'abort', reason: 'other tab' }, end: { end: 'aborted' } },
      {
        last: { type: 'error', errorText: 'No memory.' },
        end: { end: 'error', error: { code: 'server', message: 'No memory.' } },
      },
    ] as const)('ends as the terminal event $last.type says', async ({ last, end }) => {
      const { transport } = await bench({ events: [...answer.slice(0, -1), last] });
      const told = await collect(transport.send(request()));
      expect(eventsOf(told).at(-1)).toEqual(last);
      expect(told.at(-1)).toMatchObject({ type: 'end', ...end });
    });

    it('ends as aborted without another event, and closes the connection', async () => {
      const { transport, closed, cancelled } = await bench({ events: answer, holdAfter: 4 });
      const controller = new AbortController();
      const told: TransportEvent[] = [];
      for await (const item of transport.send(request({ signal: controller.signal }))) {
        told.push(item);
        if (eventsOf(told).length === 4) controller.abort();
      }
      expect(eventsOf(told)).toEqual(answer.slice(0, 4));
      expect(told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
      await closed();
      expect(cancelled()).toEqual([]);
    });

    it('ends as aborted while it waits for the server', async () => {
      const { transport, closed } = await bench({ events: answer, holdAfter: 0 });
      const controller = new AbortController();
      const told = collect(transport.send(request({ signal: controller.signal })));
      controller.abort();
      expect((await told).at(-1)).toEqual({ type: 'end', end: 'aborted' });
      await closed();
    });

    it('asks nothing when it was aborted before', async () => {
      const { transport } = await bench({ events: answer });
      const told = await collect(transport.send(request({ signal: AbortSignal.abort() })));
      expect(told).toEqual([{ type: 'end', end: 'aborted' }]);
    });

    it('closes the connection when its reader leaves', async () => {
      const { transport, closed } = await bench({ events: answer, holdAfter: 2 });
      for await (const item of transport.send(request())) if (item.type === 'event') break;
      await expect(closed()).resolves.toBeUndefined();
    });

    it.each([
      { status: 500, code: 'server', retryable: true },
      { status: 413, code: 'too-large', retryable: false },
    ])('tells a refusal of $status by one end alone', async ({ status, code, retryable }) => {
      const message = 'The server says why.';
      const { transport } = await bench({ events: [], refusal: { status, message } });
      const told = await collect(transport.send(request()));
      const error: unknown = expect.objectContaining({ status, code, retryable, message });
      expect(told).toEqual([{ type: 'end', end: 'error', error }]);
    });

    it('ends a stream without its end marker as truncated, never as complete', async () => {
      const { transport } = await bench({ events: answer.slice(0, 5) });
      const told = await collect(transport.send(request()));
      expect(eventsOf(told)).toEqual(answer.slice(0, 5));
      const error: unknown = expect.objectContaining({ code: 'truncated', retryable: true });
      expect(told.at(-1)).toEqual({ type: 'end', end: 'truncated', error });
    });

    it('goes on after every cut without loss or duplicates', async () => {
      const { transport } = await bench({ events: answer, cuts: [1, 4, 10] });
      const told = await collect(transport.send(request()));
      expect(eventsOf(told)).toEqual(answer);
      expect(told.filter(({ type }) => type === 'reconnecting')).toHaveLength(3);
      expect(told.filter(({ type }) => type === 'reconnected')).toHaveLength(3);
      expect(told.filter(({ type }) => type === 'open')).toHaveLength(1);
      expect(told.at(-1)).toEqual({ type: 'end', end: 'complete' });
    });

    it('resumes after the event that was applied last', async () => {
      const { transport } = await bench({ events: answer });
      await collect(transport.send(request()));
      const signal = new AbortController().signal;
      const told = await collect(
        transport.resume({ chatId: 'chat-1', runId: 'run-1', after: 3, signal }),
      );
      expect(told[0]).toEqual({ type: 'open', runId: 'run-1' });
      expect(eventsOf(told)).toEqual(answer.slice(4));
      expect(seqsOf(told)[0]).toBe(4);
      expect(told.at(-1)).toEqual({ type: 'end', end: 'complete' });
    });

    it('finds the active run of a chat and replays it from the beginning', async () => {
      const { transport } = await bench({ events: answer, holdAfter: 6 });
      for await (const item of transport.send(request())) if (item.type === 'event') break;
      const controller = new AbortController();
      const told: TransportEvent[] = [];
      for await (const item of transport.resume({ chatId: 'chat-1', signal: controller.signal })) {
        told.push(item);
        if (eventsOf(told).length === 6) controller.abort();
      }
      expect(told[0]).toEqual({ type: 'open', runId: 'run-1' });
      expect(eventsOf(told)).toEqual(answer.slice(0, 6));
    });

    it('tells nothing when there is nothing to resume', async () => {
      const { transport } = await bench({ events: answer });
      const signal = new AbortController().signal;
      expect(await collect(transport.resume({ chatId: 'chat-9', signal }))).toEqual([]);
      const unknown = { chatId: 'chat-9', runId: 'run-9', signal };
      expect(await collect(transport.resume(unknown))).toEqual([]);
    });

    it('carries a cancel to the server, which ends the run for its readers', async () => {
      const { transport, cancelled } = await bench({ events: answer, holdAfter: 3 });
      const told: TransportEvent[] = [];
      for await (const item of transport.send(request())) {
        told.push(item);
        if (eventsOf(told).length === 3 && cancelled().length === 0) {
          await transport.cancel('run-1', 'enough');
        }
      }
      expect(cancelled()).toEqual(['run-1']);
      expect(told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
    });

    it('takes a cancel for a run that nobody knows', async () => {
      const { transport } = await bench({ events: answer });
      await expect(transport.cancel('run-9')).resolves.toBeUndefined();
    });
  });
}

/** A request as a chat makes it. */
export function request(changes: Partial<ChatRequest> = {}): ChatRequest {
  return {
    chatId: 'chat-1',
    runId: 'run-1',
    messages: [{ id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Hello?' }] }],
    trigger: 'submit-message',
    signal: new AbortController().signal,
    ...changes,
  };
}

/** The chat events among what was told. */
export function eventsOf(told: readonly TransportEvent[]): ChatEvent[] {
  return told.flatMap((item) => (item.type === 'event' ? [item.event] : []));
}

/** The sequence numbers among what was told. */
export function seqsOf(told: readonly TransportEvent[]): (number | undefined)[] {
  return told.flatMap((item) => (item.type === 'event' ? [item.seq] : []));
}
