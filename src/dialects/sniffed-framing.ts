import { ChatError } from '../protocol/chat-error.ts';
import { tryJson } from '../protocol/json.ts';
import type { SseDecoder, SseFrame } from '../protocol/sse-decoder.ts';
import { isTaggedStart } from '../protocol/tagged-frames.ts';
import { dataStream } from './data-stream.ts';
import { AmazonFraming } from './amazon-framing.ts';
import type { Dialect, DialectOptions, Framing, WireFormat } from './dialect.ts';
import { JsonFraming } from './json-framing.ts';
import { codeLineFraming } from './line-framing.ts';
import { lastShapeOf, shapeOf, type Label, type StreamShape } from './stream-shape.ts';
import { TaggedFraming } from './tagged-framing.ts';
import { text } from './text.ts';

/** What the first bytes show themselves to be. */
type Shape = StreamShape | 'tagged' | 'amazon' | 'binary';

/** What is known of a stream whose framing is not. */
export interface FramingOptions extends DialectOptions {
  readonly format?: WireFormat | undefined;
  readonly contentType?: string | null | undefined;
  readonly headers?: { get(name: string): string | null } | undefined;
  /** The longest event in UTF-16 units. */
  readonly maxLength: number;
}

/**
 * Makes the framing of a stream that is not known to be native: by its format and its content type, but servers label
 * carelessly, so that its first bytes are believed before both.
 */
export function createFraming(sse: SseDecoder, options: FramingOptions): Framing {
  sse.isNext = isNextObject;
  const { format, headers, maxLength } = options;
  const contentType = (options.contentType ?? headers?.get('content-type') ?? '').toLowerCase();
  if (format === 'text') return textFraming(options);
  if (!format && headers?.get('x-vercel-ai-data-stream')) return dataStreamFraming(maxLength);
  if (!format && /^(?:image|audio|video|font|model)\//.test(contentType)) {
    throw binaryError(contentType);
  }
  return new SniffedFraming(sse, { ...options, contentType }, labelOf(contentType, format));
}

// Some servers forget the blank line between two objects.
function isNextObject(data: string, line: string): boolean {
  const mayBegin = /^(?:event:|data: ?(?:\{|\[DONE\]))/.test(line);
  return mayBegin && data.startsWith('{') && tryJson(data) !== undefined;
}

function labelOf(contentType: string, format: WireFormat | undefined): Label {
  if (/^[\w.-]+\/[\w.+-]*json/.test(contentType)) return 'json';
  if (contentType.startsWith('text/event-stream')) return 'sse';
  return !format && contentType.startsWith('text/plain') ? 'plain' : 'none';
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

function binaryError(contentType: string): ChatError {
  return new ChatError(
    'protocol',
    `The server answered with binary data (${contentType || 'without a content type'}) where a stream of text was expected. Check the address.`,
  );
}

/** Finds out by the first bytes how to cut a stream into frames. */
class SniffedFraming implements Framing {
  readonly #sse: Framing;
  readonly #options: FramingOptions;
  readonly #label: Label;
  // Whether it calls itself a page: only events are believed more.
  readonly #isPage: boolean;
  #chosen: Framing | undefined;
  // Bytes that wait until it is clear what they are, and their text.
  #held: Uint8Array[] = [];
  readonly #decoder = new TextDecoder();
  #head = '';

  constructor(sse: Framing, options: FramingOptions, label: Label) {
    this.#sse = sse;
    this.#options = options;
    this.#label = label;
    this.#isPage = /^(?:text\/html|application\/xhtml)/.test(options.contentType ?? '');
  }

  /** That of the framing, where it tells. */
  get dialect(): Dialect | undefined {
    return this.#chosen?.dialect;
  }

  /** That of the framing, where it tells. */
  get isWhole(): boolean | undefined {
    return this.#chosen?.isWhole;
  }

  /** Takes the next bytes; gives no frames until it is clear what they are. */
  push(chunk: Uint8Array): SseFrame[] {
    if (this.#chosen) return this.#chosen.push(chunk);
    this.#held.push(chunk);
    this.#head += this.#decoder.decode(chunk, { stream: true });
    const [first, second] = this.#held.flatMap((held) => [...held.subarray(0, 2)]);
    // One byte of a length says nothing yet.
    if (first !== undefined && first < 5 && second === undefined) return [];
    const shape = binaryShape(first, second, this.#label) ?? shapeOf(this.#head, this.#label);
    return shape ? this.#choose(shape) : [];
  }

  /** Ends the stream; what was too short to be clear is text. */
  flush(): SseFrame[] {
    const isEmpty = this.#held.length === 0;
    const held = isEmpty ? [] : this.#choose(this.#lastShape());
    // Plain text that is empty is still an answer, as the content type says so.
    if (isEmpty && (this.#label === 'plain' || this.#isPage)) this.#chosen ??= this.#make('text');
    return [...held, ...(this.#chosen?.flush() ?? [])];
  }

  #lastShape(): Shape {
    return lastShapeOf(this.#head, this.#label) ?? (this.#options.format ? 'sse' : 'text');
  }

  #choose(shape: Shape): SseFrame[] {
    const chosen = this.#make(shape);
    this.#chosen = chosen;
    const held = this.#held;
    this.#held = [];
    return held.flatMap((chunk) => chosen.push(chunk));
  }

  #make(shape: Shape): Framing {
    const { format, maxLength, contentType } = this.#options;
    if (!format && (shape === 'html' || (shape === 'text' && this.#isPage))) throw pageError();
    if (shape === 'amazon') return new AmazonFraming(maxLength);
    if (shape === 'binary') throw binaryError(contentType ?? '');
    if (shape === 'tagged') return new TaggedFraming(maxLength);
    if (shape === 'json') return new JsonFraming(maxLength, isLineType(contentType));
    if (shape === 'code-lines') return dataStreamFraming(maxLength);
    // A format that is given is no text, whatever its first bytes.
    return shape === 'sse' || format ? this.#sse : textFraming(this.#options);
  }
}

// One object a line, by its name.
function isLineType(contentType: string | null | undefined): boolean {
  return /ndjson|jsonl|json-?lines|json-seq|stream\+json|json-?stream/i.test(contentType ?? '');
}

// No text begins with a control character; lengths before JSON do.
function binaryShape(first = 0x20, second = 0x20, label: Label = 'none'): Shape | undefined {
  if (isTaggedStart(first)) return 'tagged';
  if (first === 0 && second === 0) return 'amazon';
  // The record separator of RFC 7464.
  if (first === 0x1e) return 'json';
  const isControl = first < 9 || (first > 13 && first < 32 && first !== 27);
  const isImage = (first === 0x89 && second === 0x50) || (first === 0xff && second === 0xd8);
  return label !== 'plain' && (isControl || isImage) ? 'binary' : undefined;
}
