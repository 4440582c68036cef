import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedChat } from '../../src/chat/storage/listed-chat.ts';
import { withChat } from '../../src/chat/list/chat-list-state.ts';
import { inOrder } from '../../src/chat/list/chat-list-state.ts';
import { groupedRows } from '../../src/components/conversations/chat-rows.ts';
import { layOut } from '../../src/components/conversations/row-layout.ts';

const names = {
  pinned: 'Pinned',
  today: 'Today',
  yesterday: 'Yesterday',
  previousWeek: 'Previous 7 days',
  locale: 'en',
};
const now = new Date(2026, 2, 10, 9, 30).getTime();
const chatAt = (id: string, ...date: [number, number, number, number?]): ListedChat => {
  const updatedAt = new Date(...date).getTime();
  return { id, createdAt: updatedAt, updatedAt };
};
const groupsOf = (chats: readonly ListedChat[], locale = 'en') =>
  groupedRows(chats, now, { ...names, locale }).map((row) =>
    row.type === 'heading' ? row.group : row.chat.id,
  );
const chatsOf = fc
  .uniqueArray(
    fc.record({
      id: fc.string({ maxLength: 4 }),
      updatedAt: fc.integer({ min: 0, max: now }),
      isPinned: fc.boolean(),
    }),
    { selector: ({ id }) => id },
  )
  .map((chats) => chats.map((chat) => ({ ...chat, createdAt: chat.updatedAt })));

describe('the rows of a list of chats', () => {
  it('stand under the day of their last change, by the calendar and not by hours', () => {
    const chats = [
      { ...chatAt('kept', 2020, 0, 1), isPinned: true },
      chatAt('early', 2026, 2, 10, 0),
      chatAt('late', 2026, 2, 9, 23),
      chatAt('monday', 2026, 2, 8),
      chatAt('week', 2026, 2, 3),
      chatAt('month', 2026, 2, 2),
      chatAt('winter', 2026, 0, 31),
      chatAt('old', 2025, 11, 31),
    ];
    expect(groupsOf(chats)).toEqual([
      'Pinned',
      'kept',
      'Today',
      'early',
      'Yesterday',
      'late',
      'Previous 7 days',
      'monday',
      'week',
      'March',
      'month',
      'January',
      'winter',
      'December 2025',
      'old',
    ]);
    expect(groupsOf(chats.slice(-2), 'fr')).toEqual(['Janvier', 'winter', 'Décembre 2025', 'old']);
  });

  it('hold every chat once, in order, and no heading twice', () => {
    fc.assert(
      fc.property(chatsOf, (chats) => {
        const sorted = chats.toSorted(inOrder);
        const rows = groupedRows(sorted, now, names);
        const shown = rows.flatMap((row) => (row.type === 'chat' ? [row.chat] : []));
        expect(shown).toEqual(sorted);
        const headings = rows.flatMap((row) => (row.type === 'heading' ? [row.group] : []));
        expect(new Set(headings).size).toBe(headings.length);
      }),
    );
  });

  it('are the same whether chats come one by one or at once', () => {
    fc.assert(
      fc.property(chatsOf, (chats) => {
        const added = chats.reduce<readonly ListedChat[]>(withChat, []);
        expect(added).toEqual(chats.toSorted(inOrder));
        expect(chats.reduce<readonly ListedChat[]>(withChat, added)).toBe(added);
      }),
    );
  });

  it('are laid out without a gap, and a window of them has all that it shows', () => {
    fc.assert(
      fc.property(chatsOf, fc.nat(3000), fc.nat(900), (chats, from, height) => {
        const rows = groupedRows(chats.toSorted(inOrder), now, names);
        const { tops, between } = layOut(rows, { heading: 36, chat: 40, found: 60 });
        const [first, end] = between(from, from + height);
        const seen = [...rows.keys()].filter(
          (place) => (tops[place] ?? 0) < from + height && (tops[place + 1] ?? 0) > from,
        );
        expect(seen.filter((place) => place < first || place >= end)).toEqual([]);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(height / 36) + 2);
      }),
    );
  });
});
