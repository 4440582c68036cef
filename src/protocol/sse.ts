import { SseDecoder, type SseDecoderOptions, type SseFrame } from './sse-decoder.ts';

export type { SseFrame } from './sse-decoder.ts';

/** What one call of `encodeSse` writes. */
export interface SseFields {
  /** The type of the event. @default 'message' */
  readonly event?: string;

  /** The data; more than one line is allowed. */
  readonly data?: string;

  /** The id that a client sends back as `Last-Event-ID`. */
  readonly id?: string;
  /** Milliseconds that a client waits before it reconnects. */
  readonly retry?: number;

  /** A comment, which clients ignore. */
  readonly comment?: string;
}

/**
 * Encodes one server-sent event, with its blank line. Line ends in `data` become LF. Throws a
 * `TypeError` for an `event` or `id` that cannot be written in one line.
 */
export function encodeSse(fields: SseFields): string {
  const { event, data, id, retry, comment } = fields;
  let text = '';
  if (comment !== undefined) text += linesOf(':', comment);
  if (event && event !== 'message') text += `event: ${singleLine('event', event)}\n`;
  if (id !== undefined) text += `id: ${singleLine('id', id)}\n`;
  if (retry !== undefined) text += `retry: ${Math.round(retry)}\n`;
  if (data !== undefined) text += linesOf('data:', data);
  return `${text}\n`;
}

/** Decodes a byte stream into server-sent events; see `SseDecoder` for the rules. */
export async function* decodeSse(
  bytes: AsyncIterable<Uint8Array>,
  options?: SseDecoderOptions,
): AsyncGenerator<SseFrame, void, undefined> {
  const decoder = new SseDecoder(options);
  for await (const chunk of bytes) yield* decoder.push(chunk);
  yield* decoder.flush();
}

function linesOf(prefix: string, text: string): string {
  let lines = '';
  for (const line of text.split(/\r\n|\r|\n/)) lines += `${prefix} ${line}\n`;
  return lines;
}

function singleLine(name: string, value: string): string {
  if (/[\r\n\0]/.test(value)) {
    throw new TypeError(
      `The ${name} of a server-sent event holds a line end or NUL, which would break the stream. Leave them out.`,
    );
  }
  return value;
}
