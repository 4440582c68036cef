import * as fc from 'fast-check';
import type { MessagePart } from '../../src/protocol/chat-message.ts';
import { calls, says, type Frame } from './ag-ui-frames.ts';

/** Announces a subagent. */
export const begun = (subagentRunId: string, more: Frame = {}): Frame => {
  return { type: 'SUBAGENT_STARTED', subagentRunId, name: `agent ${subagentRunId}`, ...more };
};
/** Ends a subagent. */
export const ended = (subagentRunId: string, more: Frame = {}): Frame => {
  return { type: 'SUBAGENT_FINISHED', subagentRunId, ...more };
};
/** The mark of what a subagent produces. */
export const by = (subagentRunId: string): Frame => ({ subagentRunId });

/** What somebody said, thought and called, each by its id and in the order of its beginning. */
export function saidIn(parts: readonly MessagePart[]): unknown[][] {
  return parts.flatMap((part): unknown[][] => {
    if (part.type === 'text' || part.type === 'reasoning') return [[part.type, part.id, part.text]];
    return 'toolCallId' in part ? [[part.toolCallId, part.input, part.output]] : [];
  });
}

// What an agent does in its own order: messages of its own, cut anywhere, thoughts and calls.
const words = fc.array(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
const deed = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), words }),
  fc.record({ kind: fc.constant('chunks' as const), words }),
  fc.record({ kind: fc.constant('reasoning' as const), words }),
  fc.record({ kind: fc.constant('tool' as const), words }),
);
type Deed = typeof deed extends fc.Arbitrary<infer Of> ? Of : never;

/** The events of a deed. */
export function framesOf({ kind, words: said }: Deed, id: string, tag: Frame): Frame[] {
  switch (kind) {
    case 'text':
      return says(id, said, tag);
    case 'chunks':
      return said.map((delta, place) => ({
        type: 'TEXT_MESSAGE_CHUNK',
        ...(place === 0 && { messageId: id, role: 'assistant' }),
        delta,
        ...tag,
      }));
    case 'reasoning':
      return [
        { type: 'REASONING_START', messageId: id, ...tag },
        { type: 'REASONING_MESSAGE_START', messageId: id, role: 'reasoning', ...tag },
        ...said.map((delta) => ({
          type: 'REASONING_MESSAGE_CONTENT',
          messageId: id,
          delta,
          ...tag,
        })),
        { type: 'REASONING_MESSAGE_END', messageId: id, ...tag },
        { type: 'REASONING_END', messageId: id, ...tag },
      ];
    default:
      return calls(id, JSON.stringify(said), said.join(''), tag);
  }
}

/** What a deed leaves, as `saidIn` tells it. */
export function expectedOf({ kind, words: said }: Deed, id: string): unknown {
  if (kind === 'tool') return [id, said, JSON.parse(JSON.stringify(outputOf(said.join(''))))];
  return [kind === 'reasoning' ? kind : 'text', id, said.join('')];
}

function outputOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A run: what the parent does and what each of eight subagents does. */
export const agents = fc.record({
  main: fc.array(deed, { minLength: 1, maxLength: 3 }),
  children: fc.array(fc.array(deed, { minLength: 1, maxLength: 3 }), {
    minLength: 8,
    maxLength: 8,
  }),
  // Some servers name messages anew for each agent.
  isShared: fc.boolean(),
  // Whose turn it is.
  seed: fc.array(fc.nat(1_000_000), { minLength: 400, maxLength: 400 }),
});

/** Merges the sequences into one, each in its own order. */
export function interleave(sequences: readonly Frame[][], seed: readonly number[]): Frame[] {
  const left = sequences.map((sequence) => [...sequence]);
  const merged: Frame[] = [];
  for (let step = 0; left.some(({ length }) => length > 0); step++) {
    const waiting = left.filter(({ length }) => length > 0);
    const next = waiting[(seed[step % seed.length] ?? 0) % waiting.length]?.shift();
    if (next) merged.push(next);
  }
  return merged;
}
