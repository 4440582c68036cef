import type { ChatMessage } from '../../protocol/chat-message.ts';
import { messageText } from '../../protocol/message-text.ts';
import { isEmptyChat, type StoredChat } from '../state/stored-chat.ts';

/** A chat as a storage lists it, without its messages. */
export interface ListedChat {
  /** The name of the chat. */
  readonly id: string;
  /** What it is called; absent while it has no title. */
  readonly title?: string | undefined;
  /** What its first question begins with, for a chat without a title; absent where the storage does not know. */
  readonly firstWords?: string | undefined;
  /** When its first question came, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** When it was last changed, in milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Whether its user keeps it above the others. @default false */
  readonly isPinned?: boolean | undefined;
  /** Whether something has come that its user has not seen. @default false */
  readonly isUnread?: boolean | undefined;
  /** Whether an answer is on its way. @default false */
  readonly isRunning?: boolean | undefined;
}

/** Some of the chats of a user. */
export interface ListedChats {
  /** The chats, the last changed first. */
  readonly chats: readonly ListedChat[];
  /** What to ask the next page with; null on the last one. */
  readonly next: string | null;
}

/** A listed chat as a storage of the browser keeps it. */
export interface KeptSummary extends ListedChat {
  /** Whether its user has given it the title, which no model takes away. */
  readonly isNamed?: boolean | undefined;
}

const mostWords = 80;

/** What is listed of a chat that is saved now; undefined for one without messages. */
export function summarize(
  id: string,
  chat: StoredChat,
  before: KeptSummary | undefined,
  now: number,
): KeptSummary | undefined {
  const { messages, activeRunId } = chat;
  if (isEmptyChat(chat)) return undefined;
  const last = messages.at(-1);
  const title = before?.isNamed ? before.title : (chat.title ?? before?.title);
  const firstWords = wordsOf(chat);
  const {
    createdAt = messages[0]?.createdAt ?? now,
    isNamed,
    isPinned,
    isUnread,
  } = before ?? ({} as Partial<KeptSummary>);
  return {
    id,
    ...(title && { title }),
    ...(firstWords && { firstWords }),
    createdAt,
    // When something was said, not when it was written to the disk: a page that goes away saves as well.
    updatedAt: newest(messages) ?? before?.updatedAt ?? now,
    ...(isNamed && { isNamed }),
    ...(isPinned && { isPinned }),
    ...(isUnread && { isUnread }),
    ...(activeRunId && !last?.end && { isRunning: true }),
  };
}

function newest(messages: readonly ChatMessage[]): number | undefined {
  const times = messages.slice(-2).flatMap(({ createdAt }) => createdAt ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** The beginning of the first question, or of whatever is said first, in one line. */
function wordsOf({ messages, outbox }: StoredChat): string {
  const first = messages.find(({ role }) => role === 'user') ?? messages[0];
  const input = outbox?.[0]?.input;
  const waiting = typeof input === 'string' ? input : input?.text;
  const text = first ? messageText(first) : (waiting ?? '');
  const line = text
    .slice(0, 4 * mostWords)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > mostWords ? `${line.slice(0, mostWords).trimEnd()}…` : line;
}
