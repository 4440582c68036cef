import type { ChatMessage, MessagePart, SourceUrlPart } from '../../protocol/chat-message.ts';
import { textAt } from '../../protocol/json.ts';

/** What providers call the words of a page that an answer rests on, the most exact first. */
const names = ['citedText', 'cited_text', 'snippet', 'description'];

/** So much of a page is enough to know it again. */
const longest = 300;

/** The words of a page that a link in a message leads to, as far as the provider has sent some; else empty. */
export function sourceSnippet(messages: readonly ChatMessage[], link: HTMLAnchorElement): string {
  const id = link.closest<HTMLElement>('[data-message-id]')?.dataset['messageId'];
  const message = messages.find((candidate) => candidate.id === id);
  const isIts = (part: MessagePart): part is SourceUrlPart =>
    part.type === 'source-url' && isSameAddress(part.url, link.href);
  for (const { providerMetadata = {} } of message?.parts.filter(isIts) ?? []) {
    for (const facts of Object.values(providerMetadata)) {
      const words = names.map((name) => textAt(facts, name).trim()).find(Boolean);
      if (words) return words.length > longest ? `${words.slice(0, longest)}…` : words;
    }
  }
  return '';
}

function isSameAddress(one: string, other: string): boolean {
  return one === other || (URL.canParse(one) && new URL(one).href === other);
}
