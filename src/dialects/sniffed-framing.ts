import { ChatError } from '../protocol/chat-error.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import { dataStream } from './data-stream.ts';
import type { Dialect, DialectOptions, Framing, WireFormat } from './dialect.ts';
import { JsonFraming } from './json-framing.ts';
import { codeLineFraming } from './line-framing.ts';
import { text } from './text.ts';

/** What the first bytes show themselves to be. */
type Shape = 'sse' | 'json' | 'code-lines' | 'html' | 'text';

/** What is known of a stream whose framing is not. */
export interface FramingOptions extends DialectOptions {
  readonly format?: WireFormat | undefined;
  readonly contentType?: string | null | undefined;
  /** Whether the server says that this is the AI SDK's older data stream. */
  readonly isDataStream?: boolean | undefined;
  /** The longest event in UTF-16 units. */
  readonly maxLength: number;
}

/**
 * Makes the framing of a stream that is not known to be server-sent events: by its format and its
 * content type, else by its first bytes.
 */
export function createFraming(sse: Framing, options: FramingOptions): Framing {
  const { format, maxLength } = options;
  const contentType = options.contentType?.toLowerCase() ?? '';
  if (format === 'text') return textFraming(options);
  if (!format && /^(?:text\/html|application\/xhtml)/.test(contentType)) throw pageError();
  if (options.isDataStream) return dataStreamFraming(maxLength);
  if (/^[\w.-]+\/[\w.+-]*json/.test(contentType)) return new JsonFraming(maxLength);
  const isPlain = !format && contentType.startsWith('text/plain');
  return new SniffedFraming(sse, options, isPlain);
}

/** Makes each chunk's text one frame: plain text has no frames of its own. */
function textFraming(options: DialectOptions): Framing {
  const decoder = new TextDecoder();
  return {
    dialect: text(options),
    push: (chunk) => frame(decoder.decode(chunk, { stream: true })),
    flush: () => frame(decoder.decode()),
  };
}

const frame = (data: string): SseFrame[] => (data ? [{ event: 'message', data }] : []);

function dataStreamFraming(maxLength: number): Framing {
  return { ...codeLineFraming(maxLength), dialect: dataStream() };
}

function pageError(): ChatError {
  return new ChatError(
    'protocol',
    'The server answered with an HTML page where a stream of events was expected. Check the address and what stands in front of it.',
  );
}

/** Finds out by the first bytes how to cut a stream into frames. */
class SniffedFraming implements Framing {
  readonly #sse: Framing;
  readonly #options: FramingOptions;
  readonly #isPlain: boolean;
  #chosen: Framing | undefined;
  // Bytes that wait until it is clear what they are, and their text.
  #held: Uint8Array[] = [];
  readonly #decoder = new TextDecoder();
  #head = '';

  constructor(sse: Framing, options: FramingOptions, isPlain: boolean) {
    this.#sse = sse;
    this.#options = options;
    this.#isPlain = isPlain;
  }

  /** That of the framing, where it tells. */
  get dialect(): Dialect | undefined {
    return this.#chosen?.dialect;
  }

  /** Takes the next bytes; gives no frames until it is clear what they are. */
  push(chunk: Uint8Array): SseFrame[] {
    if (this.#chosen) return this.#chosen.push(chunk);
    this.#held.push(chunk);
    this.#head += this.#decoder.decode(chunk, { stream: true });
    const shape = shapeOf(this.#head, this.#isPlain);
    return shape ? this.#choose(shape) : [];
  }

  /** Ends the stream; what was too short to be clear is text. */
  flush(): SseFrame[] {
    const isEmpty = this.#held.length === 0;
    const held = isEmpty ? [] : this.#choose(this.#options.format ? 'sse' : 'text');
    // Plain text that is empty is still an answer, as the content type says so.
    if (isEmpty && this.#isPlain) this.#chosen ??= this.#make('text');
    return [...held, ...(this.#chosen?.flush() ?? [])];
  }

  #choose(shape: Shape): SseFrame[] {
    const chosen = this.#make(shape);
    this.#chosen = chosen;
    const held = this.#held;
    this.#held = [];
    return held.flatMap((chunk) => chosen.push(chunk));
  }

  #make(shape: Shape): Framing {
    const { format, maxLength } = this.#options;
    if (shape === 'html' && !format) throw pageError();
    if (shape === 'json') return new JsonFraming(maxLength);
    if (shape === 'code-lines') return dataStreamFraming(maxLength);
    // A format that is given is no text, whatever its first bytes.
    return shape === 'sse' || format ? this.#sse : textFraming(this.#options);
  }
}

const sseFields = ['', 'data', 'event', 'id', 'retry', 'error'];
const pageStarts = ['<!doctype html', '<html', '<head', '<body'];

// Undefined until the head is long enough.
function shapeOf(head: string, isPlain: boolean): Shape | undefined {
  const start = head.trimStart();
  if (!start && head.length < 64) return undefined;
  if (/^[0-9a-k]:?$/.test(start)) return undefined;
  if (/^[0-9a-k]:["[{]/.test(start)) return 'code-lines';
  if (isPlain) return 'text';
  if (start.startsWith('<')) return pageShape(start.toLowerCase());
  if (/^[[{]/.test(start)) return jsonShape(start);
  return sseShape(head);
}

function pageShape(start: string): Shape | undefined {
  if (pageStarts.some((page) => start.startsWith(page))) return 'html';
  return pageStarts.some((page) => page.startsWith(start)) ? undefined : 'text';
}

// Text may begin with a bracket too.
function jsonShape(start: string): Shape | undefined {
  const [, bracket = '', next] = /^([[{])\s*(\S)?/.exec(start) ?? [];
  if (next === undefined) return undefined;
  return (bracket === '{' ? '"}' : '{]').includes(next) ? 'json' : 'text';
}

function sseShape(head: string): Shape | undefined {
  const [whole = '', field = '', colon] = /^[\r\n]*([a-z]*)(:?)/.exec(head) ?? [];
  if (colon) return sseFields.includes(field) ? 'sse' : 'text';
  const isOpen = whole.length === head.length && sseFields.some((name) => name.startsWith(field));
  return isOpen ? undefined : 'text';
}
