import { ChatError } from '../protocol/chat-error.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Dialect, WireFormat } from './dialect.ts';
import { at, parseJson, textAt } from '../protocol/json.ts';
import { openaiChat } from './openai-chat.ts';
import { text } from './text.ts';
import { uiMessageStream } from './ui-message-stream.ts';

const dialects: Readonly<Record<WireFormat, () => Dialect>> = {
  'ui-message-stream': uiMessageStream,
  'openai-chat': openaiChat,
  text,
};
const known = Object.keys(dialects).join(', ');

/** Makes the dialect of a format; throws a `ChatError` of code `protocol` that lists the known ones. */
export function createDialect(format: WireFormat): Dialect {
  if (Object.hasOwn(dialects, format)) return dialects[format]();
  throw new ChatError(
    'protocol',
    `The stream format “${format as string}” is not known. Use one of ${known}, or leave it out to detect it.`,
  );
}

/** Finds the dialect of a stream by its first decisive frame; throws a `ChatError` of code `protocol` for a strange one. */
export function detectDialect({ data }: SseFrame): Dialect {
  const value = parseJson(data);
  if (Array.isArray(at(value, 'choices'))) return openaiChat();
  // A type that is not known yet, of a server that is newer than this kit.
  if (textAt(value, 'type')) return uiMessageStream();
  throw new ChatError(
    'protocol',
    `The server's stream is in no known format (its first event is ${JSON.stringify(data.slice(0, 60))}). Known are ${known}.`,
  );
}
