import { at, textAt, tryJson } from '../protocol/json.ts';
import { SseDecoder, type SseFrame } from '../protocol/sse-decoder.ts';
import type { RunFacts } from './run-facts.ts';

/**
 * Reads a frame of a Durable Stream over SSE: `data` has messages, one or an array of them, and `control` the place
 * behind all that came before. Source: PROTOCOL.md § 5.7 and § 7.1.
 */
export function readDurableFrame({ event, data }: SseFrame): RunFacts {
  if (event !== 'control') return { frames: durableMessages(data) };
  const value = tryJson(data);
  return {
    frames: [],
    cursor: textAt(value, 'streamNextOffset') || undefined,
    isLast: at(value, 'streamClosed') === true,
  };
}

/** Takes the messages out of what a read gave, one frame each; text that is server-sent events is taken as these. */
export function durableMessages(data: string): readonly SseFrame[] {
  const value = tryJson(data);
  if (Array.isArray(value)) return value.flatMap((message) => frameOf(message));
  if (!/^(?:data|event|id):/.test(data)) return data ? [{ event: 'message', data }] : [];
  const decoder = new SseDecoder();
  return [...decoder.push(new TextEncoder().encode(data)), ...decoder.flush()];
}

function frameOf(message: unknown): readonly SseFrame[] {
  if (typeof message === 'string') return durableMessages(message);
  return [{ event: 'message', data: JSON.stringify(message) }];
}
