import type { ChatMessage } from '../../protocol/chat-message.ts';

/** Guesses the height of messages in CSS pixels from the lengths of their texts: what stands in for it until it is known. */
export function guessHeight(messages: readonly ChatMessage[]): number {
  let height = 0;
  for (const { parts } of messages) {
    height += 76;
    for (const part of parts) if (part.type === 'text') height += lines(part.text) * 26;
  }
  return height;
}

/** By how much a message may be lower than it is guessed. */
const tooHigh = 40;

/** How many messages at the end of a list fill a view of this height, and one more; at least a question and its answer. */
export function countSeen(messages: readonly ChatMessage[], viewHeight: number): number {
  let count = 0;
  for (let left = viewHeight; left > 0 && count < messages.length; count += 1)
    left -= guessHeight(messages.slice(-1 - count, messages.length - count)) - tooHigh;
  return Math.max(2, count + 1);
}

function lines({ length }: string): number {
  return Math.ceil(length / 80);
}
