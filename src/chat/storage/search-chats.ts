import { messageText } from '../../protocol/message-text.ts';
import type { StoredChat } from '../state/stored-chat.ts';
import type { ChatSearchOptions, ChatSnippet, FoundChat } from './chat-storage.ts';
import { idleSlices } from './idle-slices.ts';
import { small, wordsOf } from './search-words.ts';

type Load = (chatId: string) => StoredChat | undefined | Promise<StoredChat | undefined>;

// What was read is kept for the next letter that is typed, as far as it is no burden.
const mostKept = 16_000_000;
const around = { before: 18, after: 90 };

interface KeptText {
  readonly updatedAt: number;
  readonly text: string;
}

const texts = new WeakMap<Load, Map<string, KeptText>>();

/** Finds the chats whose messages have all words of a text, in the order in which they are given, slice by slice. */
export async function* searchChats(
  text: string,
  { signal, chats }: ChatSearchOptions,
  load: Load,
): AsyncGenerator<FoundChat, void, undefined> {
  const words = wordsOf(text);
  if (words.length === 0) return;
  const known = texts.get(load) ?? new Map<string, KeptText>();
  texts.set(load, known);
  let kept = [...known.values()].reduce((sum, each) => sum + each.text.length, 0);
  const slices = idleSlices();
  for (const { id, updatedAt } of chats) {
    await slices.next();
    if (signal.aborted) return;
    const before = known.get(id);
    const isKnown = before?.updatedAt === updatedAt;
    const whole = isKnown ? before.text : textOf(await load(id));
    if (!isKnown && kept < mostKept) {
      known.set(id, { updatedAt, text: whole });
      kept += whole.length - (before?.text.length ?? 0);
    }
    const snippet = find(whole, words);
    if (snippet) yield { id, snippet };
  }
}

/** The first word of a text that has all of them, and what stands around it; undefined where one is missing. */
function find(text: string, words: readonly string[]): ChatSnippet | undefined {
  const searched = small(text);
  const places = words.map((word) => searched.indexOf(word));
  if (places.includes(-1)) return undefined;
  const start = Math.min(...places);
  const end = start + (words[places.indexOf(start)]?.length ?? 0);
  const from = Math.max(0, start - around.before);
  const to = Math.min(text.length, end + around.after);
  return {
    before: (from > 0 ? '…' : '') + line(text.slice(from, start)).trimStart(),
    match: line(text.slice(start, end)),
    after: line(text.slice(end, to)) + (to < text.length ? '…' : ''),
  };
}

/** As it is read: in one line, and without the marks of markdown. */
function line(text: string): string {
  return text.replaceAll(/[*`#|~]+/g, '').replaceAll(/\s+/g, ' ');
}

function textOf(chat: StoredChat | undefined): string {
  return chat?.messages.map(messageText).join('\n') ?? '';
}
