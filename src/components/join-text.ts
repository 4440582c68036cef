import type { MessagePart, TextPart } from '../protocol/chat-message.ts';

/**
 * Joins pieces of answer text that nothing stands between: an answer that goes on where it stopped begins a new part in
 * the middle of a sentence, and some providers cut a sentence at each citation. Parts that need no joining stay the same.
 */
export function joinText(parts: readonly MessagePart[]): readonly MessagePart[] {
  const joined: MessagePart[] = [];
  for (const part of parts) {
    const index = joined.findLastIndex(({ type }) => type !== 'step-start');
    const before = joined[index];
    // Only what is joined to another goes: the rest keeps its place, as parts are known by it.
    if (before && isAnswer(before) && isAnswer(part)) {
      joined[index] = { ...part, text: before.text + part.text };
    } else joined.push(part);
  }
  return joined.length === parts.length ? parts : joined;
}

function isAnswer(part: MessagePart): part is TextPart {
  return part.type === 'text';
}
