// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyRoomEntry,
  emptyRoom,
  parseClientFrame,
  parseServerFrame,
  type RoomEntry,
  type RoomState,
} from '../../src/protocol/index.ts';

const member = fc.constantFrom('ann', 'bob', '__proto__', 'constructor');
const id = fc.constantFrom('m1', 'm2', 'm3', '__proto__', 'toString');
const emoji = fc.constantFrom('👍', '🎉', '__proto__');
const act = fc.oneof(
  fc.record({
    type: fc.constant('joined' as const),
    name: fc.string(),
    kind: fc.constantFrom('person' as const, 'model' as const),
  }),
  fc.record({ type: fc.constant('left' as const) }),
  fc.record({ type: fc.constant('said' as const), id, text: fc.string() }),
  fc.record({ type: fc.constant('asked' as const), id, run: id, to: id }),
  fc.record({
    type: fc.constant('answered' as const),
    id,
    end: fc.constant('complete' as const),
    parts: fc.constant([]),
  }),
  fc.record({ type: fc.constant('edited' as const), id, text: fc.string() }),
  fc.record({ type: fc.constant('deleted' as const), id }),
  fc.record({ type: fc.constant('reacted' as const), id, emoji, on: fc.boolean() }),
  fc.record({
    type: fc.constantFrom('muted' as const, 'removed' as const),
    member,
    on: fc.boolean(),
  }),
);
const entries: fc.Arbitrary<RoomEntry[]> = fc.array(
  fc.tuple(member, act).map(([by, what]) => ({ ...what, by, at: 0 })),
  { maxLength: 60 },
);

function applied(state: RoomState, log: readonly RoomEntry[], from = 0): RoomState {
  return log.reduce((next, entry, index) => applyRoomEntry(next, from + index, entry), state);
}

describe('a room’s log', () => {
  it('comes to the same room wherever it is cut, and whatever of it is told again', () => {
    fc.assert(
      fc.property(entries, fc.nat(60), fc.nat(60), (log, cut, back) => {
        const whole = applied(emptyRoom, log);
        const at = Math.min(cut, log.length);
        const again = Math.max(0, at - back);
        const cutOnce = applied(applied(emptyRoom, log.slice(0, at)), log.slice(again), again);
        expect(cutOnce).toEqual(whole);
        expect(whole.seq).toBe(log.length - 1);
        // What it came to travels as JSON.
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
      }),
    );
  });

  it('changes no state that it was given, and keeps what an entry does not touch', () => {
    fc.assert(
      fc.property(entries, (log) => {
        let state = emptyRoom;
        for (const [seq, entry] of log.entries()) {
          const before = JSON.stringify(state);
          const next = applyRoomEntry(state, seq, entry);
          expect(JSON.stringify(state)).toBe(before);
          const kept = next.messages.filter((message) => state.messages.includes(message));
          expect(kept.length).toBeGreaterThanOrEqual(
            Math.min(state.messages.length, next.messages.length) - 1,
          );
          state = next;
        }
        expect({}.constructor).toBe(Object);
      }),
    );
  });

  it('has each message once, in the order of the log', () => {
    fc.assert(
      fc.property(entries, (log) => {
        const { messages } = applied(emptyRoom, log);
        const places = messages.map(({ seq }) => seq);
        expect(places).toEqual(places.toSorted((one, other) => one - other));
        expect(new Set(messages.map((message) => message.id)).size).toBe(messages.length);
      }),
    );
  });
});

describe('the frames of rooms', () => {
  const right = [
    { type: 'room.join', room: 'garden', name: 'Ann', key: 'k'.repeat(16), after: -1 },
    { type: 'room.leave', room: 'garden' },
    { type: 'room.say', room: 'garden', op: 'o', id: 'm', text: 'Hello' },
    { type: 'room.react', room: 'garden', op: 'o', id: 'm', emoji: '👍', on: true },
    { type: 'room.typing', room: 'garden', on: true },
    { type: 'room.read', room: 'garden', seq: 3 },
    { type: 'room.older', room: 'garden', op: 'o', before: 3 },
  ];

  it.each(right)('are read as they were written: $type', (frame) => {
    expect(parseClientFrame(JSON.stringify(frame))).toEqual(frame);
  });

  it.each([
    { type: 'room.join', room: 'two words' },
    { type: 'room.join', room: 'garden', key: 'short' },
    { type: 'room.say', room: 'garden', op: 'o', id: 'm', text: ' ' },
    { type: 'room.say', room: 'garden', id: 'm', text: 'no act' },
    { type: 'room.react', room: 'garden', op: 'o', id: 'm', emoji: 'constructor', on: true },
    { type: 'room.read', room: 'garden', seq: -1 },
    { type: 'room.dance', room: 'garden' },
  ])('are refused where something is wrong with them: $type', (frame) => {
    expect(() => parseClientFrame(JSON.stringify(frame))).toThrow(/chat\.v1/);
  });

  it('that a server tells are checked, and a new one is passed over', () => {
    const log = {
      type: 'room.log',
      room: 'garden',
      seq: 0,
      entries: [{ type: 'left', by: 'ann', at: 0 }],
    };
    expect(parseServerFrame(JSON.stringify(log))).toEqual(log);
    expect(() => parseServerFrame(JSON.stringify({ ...log, entries: [] }))).toThrow(/entries/);
    expect(parseServerFrame('{"type":"room.dance"}')).toBeUndefined();
  });
});
