import { ChatError } from '../protocol/chat-error.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Dialect, WireFormat } from './dialect.ts';
import { at, errorTextOf, parseJson } from './json.ts';
import { openaiChat } from './openai-chat.ts';
import { text } from './text.ts';
import { uiMessageStream } from './ui-message-stream.ts';

const dialects: Readonly<Record<WireFormat, () => Dialect>> = {
  'ui-message-stream': uiMessageStream,
  'openai-chat': openaiChat,
  text,
};

/** Makes the dialect of a format; throws a `ChatError` of code `protocol` that lists the known ones. */
export function createDialect(format: WireFormat): Dialect {
  if (Object.hasOwn(dialects, format)) return dialects[format]();
  throw new ChatError(
    'protocol',
    `The stream format “${format as string}” is not known. Use one of ${Object.keys(dialects).join(', ')}, or leave it out to detect it.`,
  );
}

/**
 * A dialect that finds out by the first decisive frame what is spoken, and keeps to it. Errors and
 * `[DONE]` look alike everywhere and decide nothing.
 */
export function detectDialect(): Dialect {
  let found: Dialect | undefined;
  const undecided = uiMessageStream();
  return {
    read(frame) {
      found ??= dialectOf(frame);
      return (found ?? undecided).read(frame);
    },
    end: () => found?.end() ?? [],
  };
}

function dialectOf({ data }: SseFrame): Dialect | undefined {
  if (data === '[DONE]') return undefined;
  const value = parseJson(data);
  if (errorTextOf(value) !== undefined) return undefined;
  if (Array.isArray(at(value, 'choices'))) return openaiChat();
  if (typeof at(value, 'type') === 'string') return uiMessageStream();
  throw new ChatError(
    'protocol',
    `The server's stream is in no known format (its first event is ${JSON.stringify(data.slice(0, 60))}). Known are ${Object.keys(dialects).join(', ')}.`,
  );
}
