import type { ChatSnippet } from '../../chat/storage/chat-storage.ts';
import type { ListedChat } from '../../chat/storage/listed-chat.ts';
import type { ConversationLabels } from '../labels/conversation-labels.ts';

/** A line of a list of chats: the heading of a group, or a chat in it. */
export type ListRow =
  | { readonly type: 'heading'; readonly group: string }
  | {
      readonly type: 'chat';
      readonly group: string;
      readonly chat: ListedChat;
      /** Its place among the chats of the list, from 0. */
      readonly index: number;
      /** What a search has found in it. */
      readonly snippet?: ChatSnippet | undefined;
    };

/** A chat that a search has found. */
export interface FoundRow {
  readonly chat: ListedChat;
  readonly snippet?: ChatSnippet | undefined;
}

/** What groups are called. */
export type GroupNames = Pick<
  ConversationLabels,
  'pinned' | 'today' | 'yesterday' | 'previousWeek'
> & { readonly locale: string };

/** The chats in the order in which they come, under the day of their last change. */
export function groupedRows(
  chats: readonly ListedChat[],
  now: number,
  names: GroupNames,
): readonly ListRow[] {
  const nameOf = dayNames(now, names);
  const rows: ListRow[] = [];
  let last: string | undefined;
  for (const [index, chat] of chats.entries()) {
    const group = chat.isPinned ? names.pinned : nameOf(chat.updatedAt);
    if (group !== last) rows.push({ type: 'heading', group });
    last = group;
    rows.push({ type: 'chat', group, chat, index });
  }
  return rows;
}

/** What was found, without headings: the best comes first, whatever its day. */
export function foundRows(found: readonly FoundRow[]): readonly ListRow[] {
  return found.map((each, index) => ({ type: 'chat', group: '', index, ...each }));
}

/** Names the days, and before a week the months, as a calendar on this machine has them. */
function dayNames(now: number, names: GroupNames): (time: number) => string {
  const months = new Map<number, string>();
  const date = new Date(now);
  const startOf = (daysAgo: number) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysAgo).getTime();
  const [today, yesterday, week] = [startOf(0), startOf(1), startOf(7)];
  return (time) => {
    if (time >= today) return names.today;
    if (time >= yesterday) return names.yesterday;
    if (time >= week) return names.previousWeek;
    const day = new Date(time);
    const month = day.getFullYear() * 12 + day.getMonth();
    const known = months.get(month) ?? monthName(day, date, names.locale);
    months.set(month, known);
    return known;
  };
}

function monthName(day: Date, now: Date, locale: string): string {
  const isThisYear = day.getFullYear() === now.getFullYear();
  const name = day.toLocaleDateString(locale, {
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
  });
  // Many languages write months small, which no heading is.
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
