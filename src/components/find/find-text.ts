import type { ChatMessage, MessagePart } from '../../protocol/chat-message.ts';
import { joinText } from '../../protocol/join-text.ts';

/** What kind of part a match stands in: each is shown in an element of its own. */
type FoundKind = 'text' | 'reasoning' | 'tool';

/** A place in a chat where the words stand. */
export interface FindMatch {
  readonly messageId: string;
  readonly kind: FoundKind;
  /** The number of the part among those of its kind. */
  readonly part: number;
  /** The number of the match in its part. */
  readonly nth: number;
}

/** Finds words in the texts of messages, also in those that are folded or far; each message is read once. */
export class FindText {
  readonly #words: string;
  readonly #known = new WeakMap<ChatMessage, readonly FindMatch[]>();

  /** @param query What is looked for, in whatever case. */
  constructor(query: string) {
    this.#words = folded(query).trim();
  }

  /** All matches, the oldest first. */
  in(messages: readonly ChatMessage[]): readonly FindMatch[] {
    if (this.#words === '') return [];
    return messages.flatMap((message) => this.#of(message));
  }

  /** How many matches stand before a message; undefined where it is none of them. */
  before(messages: readonly ChatMessage[], messageId: string | undefined): number | undefined {
    const at = messages.findIndex(({ id }) => id === messageId);
    return at === -1 ? undefined : this.in(messages.slice(0, at)).length;
  }

  #of(message: ChatMessage): readonly FindMatch[] {
    const known = this.#known.get(message);
    if (known) return known;
    const found: FindMatch[] = [];
    const counts = { text: 0, reasoning: 0, tool: 0 };
    const parts = message.role === 'assistant' ? joinText(message.parts) : message.parts;
    for (const part of parts) {
      const kind = kindOf(part);
      if (!kind) continue;
      const matches = countOf(folded(textOf(part, message.role === 'assistant')), this.#words);
      for (let nth = 0; nth < matches; nth += 1)
        found.push({ messageId: message.id, kind, part: counts[kind], nth });
      counts[kind] += 1;
    }
    this.#known.set(message, found);
    return found;
  }
}

/** Text as it is compared: case does not matter, and neither do the spaces of a line's end. */
export function folded(text: string): string {
  return text.toLowerCase().replace(/\s/g, ' ');
}

function kindOf(part: MessagePart): FoundKind | undefined {
  if ('toolCallId' in part) return 'tool';
  if (part.type !== 'text' && part.type !== 'reasoning') return undefined;
  return part.text === '' ? undefined : part.type;
}

function textOf(part: MessagePart, isMarkdown: boolean): string {
  if ('toolCallId' in part)
    return [part.title, part.inputText ?? part.input, part.output, part.errorText]
      .map(said)
      .join('\n');
  if (!('text' in part)) return '';
  return isMarkdown ? withoutMarks(part.text) : part.text;
}

/** The words of a value: those of an object are its fields. */
function said(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  return Object.entries(value)
    .map(([name, field]) => `${name} ${said(field)}`)
    .join('\n');
}

/** Markdown as it is read: without the marks of its lines, and without addresses. */
function withoutMarks(text: string): string {
  return text
    .replace(/!?\[([^\]\n]*)\]\([^)\s]*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/^\s*(?:```|~~~).*$/gm, '')
    .replace(/\*\*|~~|(?<!`)`(?!`)|(?<![*\w])\*(?=[^\s*])|(?<=[^\s*])\*(?![*\w])/g, '')
    .replace(/^\s*(?:#{1,6}|>|[-+*])\s+/gm, '');
}

function countOf(text: string, words: string): number {
  let count = 0;
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length))
    count += 1;
  return count;
}
