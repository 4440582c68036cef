import { ChatError } from '../protocol/chat-error.ts';
import { agUi } from './ag-ui.ts';
import { anthropic } from './anthropic.ts';
import { assistantTransport } from './assistant-transport.ts';
import { bedrock } from './bedrock.ts';
import { cohere } from './cohere.ts';
import { dataStream } from './data-stream.ts';
import { DetectedDialect } from './detected-dialect.ts';
import type { Dialect, DialectOptions, WireFormat } from './dialect.ts';
import { dify } from './dify.ts';
import { gemini } from './gemini.ts';
import { langserve } from './langserve.ts';
import { llamaCpp } from './llama-cpp.ts';
import { looseUiMessageStream } from './loose-ui-message-stream.ts';
import { lmStudio } from './lm-studio.ts';
import { n8n } from './n8n.ts';
import { ollama } from './ollama.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiCompletions } from './openai-completions.ts';
import { openaiResponses } from './openai-responses.ts';
import { replicate } from './replicate.ts';
import { snowflake } from './snowflake.ts';
import { tanstack } from './tanstack.ts';
import { text } from './text.ts';
import { tgi } from './tgi.ts';
import { tutorial } from './tutorial.ts';
import { values } from './values.ts';

export { createFraming } from './sniffed-framing.ts';

const dialects: Readonly<Record<WireFormat, (options: DialectOptions) => Dialect>> = {
  'ui-message-stream': looseUiMessageStream,
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
  n8n,
  dify,
  langserve,
  bedrock,
  'lm-studio': lmStudio,
  replicate,
  tgi,
  snowflake,
  'assistant-transport': assistantTransport,
  text,
  tutorial,
  values,
};

/** Makes the dialect of a format; throws a `ChatError` of code `protocol` that lists the known ones. */
function createDialect(format: WireFormat, options: DialectOptions): Dialect {
  if (Object.hasOwn(dialects, format)) return dialects[format](options);
  throw new ChatError(
    'protocol',
    `The stream format “${format as string}” is not known. Use one of ${Object.keys(dialects).join(', ')}, or leave it out to detect it.`,
  );
}

/** Makes what reads the frames of a stream: the dialect of its format, or one that finds out which it is. */
export function createReader(
  options: DialectOptions & { format?: WireFormat | undefined },
): Dialect {
  const { format } = options;
  return format ? createDialect(format, options) : new DetectedDialect(options, createDialect);
}
