import type { MessagePart, SourceDocumentPart, SourceUrlPart, TextPart } from './chat-message.ts';

/**
 * Joins the pieces of one text: an answer that goes on where it stopped begins a new part in the middle of a sentence, and
 * some providers cut a sentence at each citation. Texts of different items stay different. What was joined to the part
 * before leaves an empty place, as parts are known by their places.
 */
export function joinText(parts: readonly MessagePart[]): readonly MessagePart[] {
  let joined: MessagePart[] | undefined;
  let open = -1;
  for (const [index, part] of parts.entries()) {
    const before = (joined ?? parts)[open];
    if (part.type === 'text' && before?.type === 'text' && areOne(parts, open, index)) {
      joined ??= [...parts];
      joined[open] = { ...part, text: before.text + part.text };
      joined[index] = { type: 'step-start' };
    } else if (part.type === 'text' || !isPassed(part)) open = index;
  }
  return joined ?? parts;
}

/** Whether nothing but what a citation brings may stand between the pieces of a text. */
function isPassed(part: MessagePart): boolean {
  return part.type === 'step-start' || isCitation(part);
}

function areOne(parts: readonly MessagePart[], from: number, to: number): boolean {
  const second = parts[to] as TextPart;
  if (second.continues) return true;
  const first = parts.slice(0, to).findLast(isText);
  if (!first || areOfTwoItems(first, second)) return false;
  return isCited(parts, parts.indexOf(first, from)) || isCited(parts, to);
}

function isText(part: MessagePart): part is TextPart {
  return part.type === 'text';
}

/** Whether a provider says of two texts that they are different items. */
function areOfTwoItems({ providerMetadata: first }: TextPart, second: TextPart): boolean {
  const { providerMetadata } = second;
  if (!first || !providerMetadata) return false;
  return JSON.stringify(first) !== JSON.stringify(providerMetadata);
}

/** Whether a text is what a citation is about: it says so itself, or what follows it does. */
function isCited(parts: readonly MessagePart[], index: number): boolean {
  const part = parts[index];
  const next = parts[index + 1];
  return (part && 'citations' in part) || (next !== undefined && isCitation(next));
}

/** Whether a source is the citation of the text before it, and not a result of a search. */
function isCitation(part: MessagePart): part is SourceUrlPart | SourceDocumentPart {
  if (!('sourceId' in part)) return false;
  return Object.values(part.providerMetadata ?? {}).some(
    (facts) => typeof facts === 'object' && facts !== null && 'citedText' in facts,
  );
}
