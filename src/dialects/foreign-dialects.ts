import { ChatError } from '../protocol/chat-error.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import { agUi } from './ag-ui.ts';
import { anthropic } from './anthropic.ts';
import { cohere } from './cohere.ts';
import { dataStream } from './data-stream.ts';
import { detectFormat } from './detect-format.ts';
import type { Dialect, DialectOptions, WireFormat } from './dialect.ts';
import { gemini } from './gemini.ts';
import { llamaCpp } from './llama-cpp.ts';
import { ollama } from './ollama.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiCompletions } from './openai-completions.ts';
import { openaiResponses } from './openai-responses.ts';
import { tanstack } from './tanstack.ts';
import { text } from './text.ts';
import { tutorial } from './tutorial.ts';
import { uiMessageStream } from './ui-message-stream.ts';

const dialects: Readonly<Record<WireFormat, (options: DialectOptions) => Dialect>> = {
  'ui-message-stream': uiMessageStream,
  'data-stream': dataStream,
  'openai-chat': openaiChat,
  'openai-completions': openaiCompletions,
  'openai-responses': openaiResponses,
  anthropic,
  gemini,
  'ag-ui': agUi,
  cohere,
  ollama,
  'llama-cpp': llamaCpp,
  tanstack,
  text,
  tutorial,
};
const known = Object.keys(dialects).join(', ');

/** Makes the dialect of a format; throws a `ChatError` of code `protocol` that lists the known ones. */
export function createDialect(format: WireFormat, options: DialectOptions): Dialect {
  if (Object.hasOwn(dialects, format)) return dialects[format](options);
  throw new ChatError(
    'protocol',
    `The stream format “${format as string}” is not known. Use one of ${known}, or leave it out to detect it.`,
  );
}

/**
 * Finds the dialect of a stream by a frame; `undefined` for one that does not decide. Throws a
 * `ChatError` of code `protocol` for a strange one.
 */
export function detectDialect(frame: SseFrame, options: DialectOptions): Dialect | undefined {
  const format = detectFormat(frame);
  if (format === 'undecided') return undefined;
  if (format) return createDialect(format, options);
  throw new ChatError(
    'protocol',
    `The server's stream is in no known format (its first event is ${JSON.stringify(frame.data.slice(0, 60))}). Known are ${known}.`,
  );
}
