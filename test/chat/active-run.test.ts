// @vitest-environment node
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createActiveRun, type ActiveRun } from '../../src/chat/run/active-run.ts';
import { createApplier } from '../../src/chat/run/applier.ts';
import { applyEvent } from '../../src/protocol/apply-event.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';

const part = fc.constantFrom('1', '2');
const event: fc.Arbitrary<ChatEvent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('text-delta' as const),
      id: part,
      delta: fc.string(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('reasoning-delta' as const),
      id: part,
      delta: fc.string(),
    }),
  },
  fc.record({ type: fc.constantFrom('text-start' as const, 'text-end' as const), id: part }),
  fc.record({ type: fc.constant('data-note' as const), data: fc.integer() }),
  fc.record({ type: fc.constantFrom('start-step' as const, 'finish-step' as const) }),
);

function newRun(): ActiveRun {
  const applier = createApplier;
  return createActiveRun({ runId: 'run', applier, chooseFreeId: () => 'm' });
}

it('makes the same message wherever frames cut the events', () => {
  const frames = fc.array(fc.array(event, { maxLength: 20 }), { maxLength: 10 });
  fc.assert(
    fc.property(frames, (events) => {
      const run = newRun();
      for (const frame of events) {
        for (const one of frame) run.push({ type: 'event', event: one, receivedAt: 0 });
        run.flush(0);
      }
      const begun: ChatMessage = { id: 'm', role: 'assistant', parts: [] };
      const expected = events.flat().reduce(applyEvent, begun);
      expect(run.flush(0)?.parts ?? []).toEqual(expected.parts);
    }),
  );
});

it('keeps the metadata that a provider sends with joined deltas', () => {
  const run = newRun();
  const providerMetadata = { someone: { item: 1 } };
  const deltas: ChatEvent[] = [
    { type: 'text-delta', id: '1', delta: 'a', providerMetadata },
    { type: 'text-delta', id: '1', delta: 'b' },
  ];
  for (const one of deltas) run.push({ type: 'event', event: one, receivedAt: 0 });
  expect(run.flush(0)?.parts).toMatchObject([{ text: 'ab', providerMetadata }]);
});

it('takes nothing back that is shown when a snapshot is behind it', () => {
  const shown: ChatMessage = {
    id: 'm',
    role: 'assistant',
    parts: [{ type: 'text', text: 'abcd' }],
  };
  const run = createActiveRun({ runId: 'run', shown, chooseFreeId: () => 'other' });
  run.replace({ ...shown, parts: [{ type: 'text', id: '1', text: 'ab', state: 'streaming' }] });
  expect(run.flush(0)).toBe(shown);
  run.push({ type: 'event', event: { type: 'text-delta', id: '1', delta: 'cde' }, receivedAt: 0 });
  expect(run.flush(0)).toMatchObject({ id: 'm', parts: [{ text: 'abcde' }] });
});
