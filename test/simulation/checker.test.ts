// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ChatTransport, TransportEvent } from '../../src/protocol/chat-transport.ts';
import type { Rule } from './checker.ts';
import type { Sabotage, Tools } from './sabotage.ts';
import { simulate } from './simulate.ts';

const seeds = Array.from({ length: 60 }, (_, seed) => seed);

type Told = AsyncIterable<TransportEvent>;

/** Breaks what a transport tells. */
function telling(change: (told: Told, tools: Tools) => Told): Sabotage {
  return {
    transport: (transport, tools) => ({
      ...transport,
      send: (request) => change(transport.send(request), tools),
      resume: (request) => change(transport.resume(request), tools),
    }),
  };
}

/** Changes one thing that is told: leaves it out, tells it twice, or tells another. */
function changing(change: (item: TransportEvent) => readonly TransportEvent[]): Sabotage {
  return telling(async function* (told) {
    for await (const item of told) yield* change(item);
  });
}

const isDelta = (item: TransportEvent): boolean =>
  item.type === 'event' && item.event.type === 'text-delta';

const broken: readonly (readonly [what: string, rule: Rule, sabotage: Sabotage])[] = [
  [
    'shows other text than the model wrote',
    'I1',
    changing((item) => {
      if (item.type !== 'event' || item.event.type !== 'text-delta') return [item];
      return [{ ...item, event: { ...item.event, delta: item.event.delta.toUpperCase() + '!' } }];
    }),
  ],
  [
    'leaves a piece out of a complete answer',
    'I2',
    changing((item) => (isDelta(item) && 'seq' in item && item.seq === 3 ? [] : [item])),
  ],
  ['skips an event', 'I3', changing((item) => (isDelta(item) ? [] : [item]))],
  ['applies an event twice', 'I3', changing((item) => (isDelta(item) ? [item, item] : [item]))],
  [
    'asks twice for one question',
    'I4',
    {
      transport: (transport) => ({
        ...transport,
        send(request) {
          const again = { ...request, runId: `${request.runId}-again` };
          void transport.send(again)[Symbol.asyncIterator]().next();
          return transport.send(request);
        },
      }),
    },
  ],
  [
    'waits for ever after a lost connection',
    'I5',
    telling(async function* (told) {
      for await (const item of told) {
        yield item;
        if (item.type === 'reconnecting') await new Promise(() => {});
      }
    }),
  ],
  [
    'calls a cut answer complete',
    'I6',
    changing((item) => {
      return item.type === 'end' && item.end === 'truncated'
        ? [{ type: 'end', end: 'complete' }]
        : [item];
    }),
  ],
  [
    'does not carry an abort to the server',
    'I7',
    {
      transport: (transport: ChatTransport) => ({ ...transport, cancel: () => Promise.resolve() }),
    },
  ],
  [
    'leaves a listener behind',
    'I9',
    telling((told, { page }) => {
      page.subscribe(() => {});
      return told;
    }),
  ],
  [
    'leaves a timer behind',
    'I9',
    telling((told, { world }) => {
      world.clock.setTimeout(() => {}, 3_600_000);
      return told;
    }),
  ],
  ['speaks to a server that shows runs to everybody', 'I10', { server: { checksOwner: false } }],
];

describe('the checker of the simulation', () => {
  it.each(broken)('notices a client that %s (%s)', async (_, rule, sabotage) => {
    const outcomes = await simulate(seeds, 'wild', sabotage);
    const rules = outcomes.flatMap(({ violations }) => violations.map((found) => found.rule));
    expect(rules).toContain(rule);
  });

  it('notices a client that asks a stranger twice (I4), or with words of our own (I11)', async () => {
    const twice: Sabotage = {
      transport: (transport) => ({
        ...transport,
        send(request) {
          void transport.send(request)[Symbol.asyncIterator]().next();
          return transport.send(request);
        },
      }),
    };
    const meddling: Sabotage = {
      transport: (transport) => ({
        ...transport,
        send(request) {
          const { chatId, runId, signal } = request;
          void transport.resume({ chatId, runId, signal })[Symbol.asyncIterator]().next();
          return transport.send(request);
        },
      }),
    };
    for (const [sabotage, rule] of [
      [twice, 'I4'],
      [meddling, 'I11'],
    ] as const) {
      const outcomes = await simulate(seeds, 'wild', sabotage, 'stranger');
      expect(outcomes.flatMap(({ violations }) => violations.map((found) => found.rule))).toContain(
        rule,
      );
    }
  });

  it('notices a client that skips an event of a server of rivulet/server (I2)', async () => {
    const skipping = changing((item) => (isDelta(item) ? [] : [item]));
    const outcomes = await simulate(seeds, 'wild', skipping, 'library');
    expect(outcomes.flatMap(({ violations }) => violations.map(({ rule }) => rule))).toContain(
      'I2',
    );
  });

  it.each(['http', 'library'] as const)(
    'finds nothing in the same schedules when nothing is broken (%s)',
    async (wire) => {
      const outcomes = await simulate(seeds, 'wild', {}, wire);
      expect(outcomes.flatMap(({ violations }) => violations)).toEqual([]);
    },
  );

  it('lets the same happen for the same seed', async () => {
    const [first] = await simulate([7], 'wild');
    const beside = await simulate([6, 7, 8], 'wild');
    expect(beside[1]).toEqual(first);
    const [again] = await simulate([7], 'wild', {}, 'library');
    expect((await simulate([6, 7], 'wild', {}, 'library'))[1]).toEqual(again);
    expect(first?.trace.length).toBeGreaterThan(2);
  });
});
