// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agUi } from '../../src/dialects/ag-ui.ts';
import { agUiEncoder } from '../../src/dialects/encode-ag-ui.ts';
import { applyEvent } from '../../src/protocol/apply-event.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage, MessagePart } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { isSubagentPart, type SubagentPart } from '../../src/protocol/subagent.ts';
import {
  agents,
  begun,
  by,
  ended,
  expectedOf,
  framesOf,
  interleave,
  saidIn,
} from './ag-ui-agents.ts';
import {
  calls,
  messageOf,
  readEvents,
  readRun,
  runFinished,
  runStarted,
  says,
  type Frame,
} from './ag-ui-frames.ts';

const empty: ChatMessage = { id: 'm', role: 'assistant', parts: [] };
/** Reads frames through the dialect itself, which is quick enough for thousands of runs. */
function fold(frames: readonly Frame[]): ChatMessage {
  const dialect = agUi();
  const events = frames.flatMap((frame) =>
    dialect.push({ event: 'message', data: JSON.stringify(frame), id: '' }),
  );
  return [...events, ...dialect.end()].reduce(applyEvent, empty);
}

function subagentsIn(parts: readonly MessagePart[]): SubagentPart[] {
  return parts.filter(isSubagentPart).flatMap((part) => [part, ...subagentsIn(part.data.parts)]);
}

const untagged = (frames: readonly Frame[]) =>
  frames.map((frame, index) => {
    const { subagentRunId, ...rest } = frame;
    return index === 0 ? { subagentRunId, ...rest } : rest;
  });

const states = async (...frames: Frame[]) => {
  const { parts } = await readRun(begun('s'), ...frames);
  return subagentsIn(parts).map(({ data }) => [data.state, data.errorText]);
};

const outcome = (type: string) => ({ outcome: { type } });

const nameless = (message: ChatMessage) =>
  [message.parts, ...subagentsIn(message.parts).map(({ data }) => data.parts)].map((parts) =>
    saidIn(parts).map(([kind, ...said]) =>
      kind === 'text' || kind === 'reasoning' ? [kind, said[1]] : said,
    ),
  );

const facts = ({ parts }: ChatMessage) =>
  subagentsIn(parts).map(({ id, data: { parts: _parts, ...data } }) => [id, data]);

const size = (list: readonly Frame[]) => JSON.stringify(list).length;

describe('subagents of AG-UI', () => {
  // RIVULET_RUNS=10000 tries as many as the issue that asked for them.
  it(
    'put no character in a wrong place: eight at once, in any interleaving',
    { timeout: 600_000 },
    () => {
      const numRuns = Number(process.env['RIVULET_RUNS'] ?? 300);
      fc.assert(
        fc.property(agents, ({ main, children, isShared, seed }) => {
          const idOf = (agent: string, place: number) =>
            isShared ? `m${place}` : `${agent}-m${place}`;
          const sequences = children.map((deeds, index) => {
            const id = `s${index}`;
            const said = deeds.flatMap((one, place) => framesOf(one, idOf(id, place), by(id)));
            return [begun(id), ...said, ended(id, { result: index })];
          });
          const own = main.flatMap((one, place) => framesOf(one, idOf('main', place), {}));
          const message = fold([runStarted, ...interleave([own, ...sequences], seed), runFinished]);
          expect(saidIn(message.parts)).toEqual(
            main.map((one, place) => expectedOf(one, idOf('main', place))),
          );
          const found = subagentsIn(message.parts);
          expect(found.map(({ id }) => id).toSorted()).toEqual(
            children.map((_, index) => `s${index}`),
          );
          for (const { id, data } of found) {
            const index = Number(id.slice(1));
            expect(saidIn(data.parts)).toEqual(
              children[index]?.map((one, place) => expectedOf(one, idOf(id, place))),
            );
            expect(data).toMatchObject({ state: 'complete', name: `agent ${id}`, result: index });
          }
          expect(message.end).toBe('complete');
        }),
        { numRuns },
      );
    },
  );

  it('keep the parent’s text whole, as one part', async () => {
    const [start, one, two, end] = says('m1', ['Main says A. ', 'Main says B.']);
    const frames = [
      start,
      one,
      begun('s'),
      ...says('m2', ['inner ', 'words'], by('s')),
      two,
      ended('s'),
      end,
    ];
    const message = await readRun(...frames.filter((frame) => frame !== undefined));
    expect(message.parts).toMatchObject([
      { type: 'text', text: 'Main says A. Main says B.', state: 'done' },
      {
        type: 'data-subagent',
        id: 's',
        data: { parts: [{ type: 'text', text: 'inner words', state: 'done' }] },
      },
    ]);
    expect(messageText(message)).toBe('Main says A. Main says B.');
  });

  it('stand inside the subagent that called them', async () => {
    const message = await readRun(
      begun('a', { parentToolCallId: 'call', description: 'Plans' }),
      begun('b', { parentSubagentRunId: 'a' }),
      ...says('m', ['deep'], by('b')),
      ended('b'),
      ended('a'),
    );
    expect(message.parts).toMatchObject([
      {
        id: 'a',
        data: {
          toolCallId: 'call',
          description: 'Plans',
          parts: [
            {
              type: 'data-subagent',
              id: 'b',
              data: { state: 'complete', parts: [{ text: 'deep' }] },
            },
          ],
        },
      },
    ]);
  });

  it('own what goes on with their messages and calls without saying whose it is', async () => {
    const message = await readRun(
      begun('s'),
      ...untagged(says('m', ['in', 'ner'], by('s'))),
      ...untagged(calls('c', '{}', 'found', by('s'))),
      ended('s'),
      ...says('n', ['outer']),
    );
    expect(messageText(message)).toBe('outer');
    expect(saidIn(subagentsIn(message.parts)[0]?.data.parts ?? [])).toEqual([
      ['text', 'm', 'inner'],
      ['c', {}, 'found'],
    ]);
  });

  it('need no announcement', async () => {
    const message = await readRun(...says('m', ['inner'], by('s')));
    expect(message.parts).toMatchObject([
      { id: 's', data: { state: 'complete', parts: [{ text: 'inner' }] } },
    ]);
  });

  it('leave the result of the call that started them to its caller', async () => {
    const [open, input, close, result] = calls('c', '{}', 'done');
    const message = await readRun(
      ...[open, input, close].filter((frame) => frame !== undefined),
      begun('s', { parentToolCallId: 'c' }),
      ...says('m', ['inner'], by('s')),
      ended('s'),
      { ...result, subagentRunId: 's' },
    );
    expect(message.parts).toMatchObject([
      { toolCallId: 'c', state: 'output-available', output: 'done' },
      { type: 'data-subagent', data: { toolCallId: 'c' } },
    ]);
  });

  it('end as their server says, and at the latest with the run', async () => {
    expect(await states(ended('s', outcome('suspended')))).toEqual([['suspended', undefined]]);
    expect(await states({ type: 'SUBAGENT_ERROR', ...by('s'), message: 'No key.' })).toEqual([
      ['error', 'No key.'],
    ]);
    expect(await states()).toEqual([['complete', undefined]]);
    expect(await states({ ...runFinished, ...outcome('cancelled') })).toEqual([
      ['aborted', undefined],
    ]);
    expect(await states({ type: 'RUN_ERROR', message: 'Broken.' })).toEqual([
      ['aborted', undefined],
    ]);
    // A later run of the stream takes a suspended one up.
    const again = [
      ended('s', outcome('suspended')),
      runFinished,
      runStarted,
      begun('s'),
      ...says('m', ['on'], by('s')),
    ];
    expect(await states(...again, ended('s'), runFinished)).toEqual([['complete', undefined]]);
  });

  it('are in a snapshot of the messages by their own mark', async () => {
    const messages = [
      { id: 'u', role: 'user', content: 'Go' },
      { id: 't', role: 'user', content: 'Your task', ...by('s') },
      { id: 'a', role: 'assistant', content: 'inner', ...by('s') },
      { id: 'b', role: 'assistant', content: 'outer' },
    ];
    const snapshot = { type: 'MESSAGES_SNAPSHOT', messages };
    const message = await readRun(
      begun('s'),
      ...says('a', ['in'], by('s')).slice(0, 2),
      snapshot,
      snapshot,
    );
    expect(messageText(message)).toBe('outer');
    expect(saidIn(subagentsIn(message.parts)[0]?.data.parts ?? [])).toEqual([
      ['text', 'a', 'inner'],
    ]);
  });

  it('tell what is passing to whoever listens, and leave no part of it', async () => {
    const events = await readEvents([
      runStarted,
      begun('s'),
      { type: 'RAW', event: { n: 1 }, ...by('s') },
      runFinished,
    ]);
    expect(events).toContainEqual({ type: 'data-raw', data: { event: { n: 1 } }, transient: true });
  });
});

describe('the encoder of AG-UI', () => {
  it('tells subagents so that they are read back as they were', () => {
    fc.assert(
      fc.property(agents, ({ main, children, seed }) => {
        const sequences = children.slice(0, 3).map((deeds, index) => {
          const id = `s${index}`;
          const said = deeds.flatMap((one, place) => framesOf(one, `${id}-${place}`, by(id)));
          const parent = index === 2 ? { parentSubagentRunId: 's0' } : {};
          return [begun(id, parent), ...said, ended(id)];
        });
        const own = main.flatMap((one, place) => framesOf(one, `main-${place}`, {}));
        const dialect = agUi();
        const wire = [runStarted, ...interleave([own, ...sequences], seed), runFinished];
        const events: ChatEvent[] = wire.flatMap((frame) =>
          dialect.push({ event: 'message', data: JSON.stringify(frame), id: '' }),
        );
        events.push(...dialect.end());
        const encoder = agUiEncoder({ threadId: 't', runId: 'r' });
        const frames = events
          .flatMap((event) => encoder.push(event))
          .map((frame) => JSON.parse(frame) as Frame);
        const [before, after] = [events.reduce(applyEvent, empty), fold(frames)];
        expect(nameless(after)).toEqual(nameless(before));
        expect(facts(after)).toEqual(facts(before));
        // No frame repeats the text of those before it.
        expect(size(frames)).toBeLessThan(6 * size(wire));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a run with many subagents', () => {
  it('is a message that can be stored and read again', async () => {
    const message = await messageOf([
      runStarted,
      begun('s'),
      ...says('m', ['x'], by('s')),
      ended('s'),
      runFinished,
    ]);
    expect(JSON.parse(JSON.stringify(message))).toEqual(message);
  });
});
