import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryWatch, memoryStart } from '../../src/components/messages/memory-start.ts';
import {
  groupMessages,
  groupSize,
  noGroups,
  type GroupedMessages,
} from '../../src/components/messages/message-groups.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';

let made = 0;
const message = (droppedTurns?: number): ChatMessage => ({
  id: `m${(made += 1)}`,
  role: made % 2 === 0 ? 'assistant' : 'user',
  parts: [{ type: 'text', text: `Message ${made}` }],
  ...(droppedTurns !== undefined && { metadata: { droppedTurns } }),
});
const several = (count: number) => Array.from({ length: count }, () => message());

/** What can become of a list: the act, how many it concerns, and where. */
const changes = {
  append: (list: readonly ChatMessage[], count: number) => [...list, ...several(count)],
  prepend: (list: readonly ChatMessage[], count: number) => [...several(count), ...list],
  grow: (list: readonly ChatMessage[]) => [...list.slice(0, -1), { ...(list.at(-1) ?? message()) }],
  cutOff: (list: readonly ChatMessage[], count: number) => list.slice(0, count * 2),
  replaceOne: (list: readonly ChatMessage[], count: number) =>
    list.map((one, index) => (index === count ? message() : one)),
  tell: (list: readonly ChatMessage[], count: number) => [...list, message(count % 9)],
  same: (list: readonly ChatMessage[]) => [...list],
};
const acts = array(
  record({
    act: constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])),
    count: integer({ min: 0, max: 170 }),
  }),
  { maxLength: 12 },
);

/** The groups of `after` that had to be made although nothing in them has changed. */
const madeAnew = (before: GroupedMessages, after: GroupedMessages) => {
  const known = new Set(before.messages);
  return after.groups.filter(
    (group) => group.messages.every((one) => known.has(one)) && !before.groups.includes(group),
  ).length;
};

describe('groups of messages', () => {
  it('hold all messages in order, none twice, whatever becomes of the list', () => {
    assert(
      property(acts, (steps) => {
        let list: readonly ChatMessage[] = [];
        let grouped = noGroups;
        for (const { act, count } of steps) {
          list = changes[act](list, count);
          grouped = groupMessages(list, grouped);
          expect(grouped.groups.flatMap((group) => group.messages)).toEqual(list);
          expect(new Set(grouped.groups.map(({ key }) => key)).size).toBe(grouped.groups.length);
          for (const group of grouped.groups)
            expect(group.messages.length).toBeLessThanOrEqual(groupSize);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are the same objects where nothing changed: at the end, and below what is put in front', () => {
    const list = several(530);
    const first = groupMessages(list);
    const grown = groupMessages([...list.slice(0, -1), message()], first);
    expect(grown.groups.slice(0, -1)).toEqual(first.groups.slice(0, -1));
    expect(madeAnew(first, grown)).toBe(0);
    const older = groupMessages([...several(70), ...grown.messages], grown);
    expect(older.groups.slice(2).every((group, at) => group === grown.groups[at])).toBe(true);
    const next = groupMessages([...older.messages, message()], older);
    expect(madeAnew(older, next)).toBe(0);
  });

  it('know where the memory begins as one who looks at the whole list does', () => {
    assert(
      property(acts, (steps) => {
        let list: readonly ChatMessage[] = [];
        let grouped = noGroups;
        const watch = new MemoryWatch();
        for (const { act, count } of steps) {
          list = changes[act](list, count);
          grouped = groupMessages(list, grouped);
          expect(watch.next(list, grouped.sameUpTo)).toEqual(memoryStart(list));
        }
      }),
      { numRuns: 300 },
    );
  });
});
