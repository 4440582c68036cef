import { localChatStorage, type ChatStorage } from 'rivulet/chat';
import type { ChatMessage } from 'rivulet/protocol';

const hour = 3_600_000;
const talks = [
  ['Rivers of Europe', 'The Danube flows through ten countries, more than any other river.'],
  ['Bread and salt', 'Two percent of the weight of the flour is usual.'],
  ['A trip to Oslo', 'In June the nights are hardly dark. Take the ferry along the fjord.'],
  ['Tax forms', 'The receipts belong to the annex, not to the form itself.'],
  ['Poems of winter', 'Snow is the quietest of guests.'],
  ['Regex for dates', 'Anchor it at both ends: `^\\d{4}-\\d{2}-\\d{2}$`.'],
  ['Names for a cat', 'Pebble, Biscuit, or Admiral.'],
  ['كيف أتعلم الخط العربي؟', 'ابدأ بحرف الألف، فهو مقياس بقية الحروف.'],
] as const;
const ages = [0, 1, 26, 30, 80, 130, 24 * 40, 24 * 410];

/** A storage with chats of these texts, the first the newest. */
export function storageWith(
  given: readonly (readonly [question: string, answer: string])[] = talks,
  ageOf: (index: number) => number = (index) => ages[index] ?? index,
): ChatStorage {
  const storage = localChatStorage();
  localStorage.clear();
  for (const [index, [question, answer]] of given.entries()) {
    const at = Date.now() - ageOf(index) * hour;
    void storage.save(`chat-${index}`, {
      messages: [
        said('user', `q${index}`, question, at),
        { ...said('assistant', `a${index}`, answer, at + 5), end: 'complete' },
      ],
    });
  }
  return storage;
}

function said(role: ChatMessage['role'], id: string, text: string, createdAt: number): ChatMessage {
  return { id, role, createdAt, parts: [{ type: 'text', text }] };
}
