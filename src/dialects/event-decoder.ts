import { isEventType, type ChatEvent } from '../protocol/chat-event.ts';
import { SseDecoder, type SseFrame } from '../protocol/sse-decoder.ts';
import type { Dialect, Framing, WireFormat } from './dialect.ts';
import { errorTextOf, tryJson, textAt } from '../protocol/json.ts';
import { uiMessageStream } from './ui-message-stream.ts';

/** What is known about a stream before its first byte. */
export interface EventDecoderOptions {
  /** @default detected by the content type, then by the first bytes and the first event */
  readonly format?: WireFormat | undefined;
  /** The `Content-Type` the stream came with. */
  readonly contentType?: string | null | undefined;
}

/** The events of one frame, and the frame's own id. */
export interface DecodedFrame {
  readonly events: readonly ChatEvent[];
  readonly id: string | undefined;
}

/**
 * Decodes the bytes of an answer into events: framing first, then the dialect. It waits only for the
 * code of foreign formats, which is loaded when one is met.
 */
export class EventDecoder {
  /** The SSE layer, which knows the newest id and the server's wish for the time before a reconnect. */
  readonly sse = new SseDecoder();
  readonly #options: EventDecoderOptions;
  #framing: Framing | undefined;
  #dialect: Dialect | undefined;
  // Errors and [DONE] look alike everywhere and decide nothing.
  readonly #undecided = uiMessageStream();

  constructor(options: EventDecoderOptions = {}) {
    this.#options = options;
  }

  /** Takes the next bytes and gives the frames they complete, one by one: a bad one spoils none before it. */
  async push(chunk: Uint8Array): Promise<Iterable<DecodedFrame>> {
    this.#framing ??= await this.#chooseFraming();
    return this.#decode(this.#framing.push(chunk));
  }

  /** Ends the stream; the last frame holds what the dialect makes of its end. */
  async flush(): Promise<Iterable<DecodedFrame>> {
    this.#framing ??= await this.#chooseFraming();
    const frames = await this.#decode(this.#framing.flush());
    this.#dialect ??= this.#framing.dialect;
    return this.#withEnd(frames);
  }

  async #chooseFraming(): Promise<Framing> {
    const { format, contentType } = this.#options;
    const isText = format === 'text' || (!format && contentType?.startsWith('text/plain'));
    if (!isText && (format || contentType?.startsWith('text/event-stream'))) return this.sse;
    const { SniffedFraming, textFraming } = await import('./sniffed-framing.ts');
    return isText ? textFraming() : new SniffedFraming(this.sse);
  }

  async #decode(frames: readonly SseFrame[]): Promise<Iterable<DecodedFrame>> {
    for (const frame of frames) this.#dialect ??= await this.#chooseDialect(frame);
    return this.#read(frames);
  }

  async #chooseDialect(frame: SseFrame): Promise<Dialect | undefined> {
    if (this.#framing?.dialect) return this.#framing.dialect;
    const format = this.#options.format ?? guess(frame);
    if (!format) return undefined;
    if (format === 'ui-message-stream') return uiMessageStream();
    const { createDialect, detectDialect } = await import('./foreign-dialects.ts');
    return format === 'foreign' ? detectDialect(frame) : createDialect(format);
  }

  *#read(frames: readonly SseFrame[]): Generator<DecodedFrame> {
    const dialect = this.#dialect ?? this.#undecided;
    for (const frame of frames) yield { events: dialect.read(frame), id: frame.id };
  }

  *#withEnd(frames: Iterable<DecodedFrame>): Generator<DecodedFrame> {
    yield* frames;
    yield { events: this.#dialect?.end() ?? [], id: undefined };
  }
}

function guess({ data }: SseFrame): 'ui-message-stream' | 'foreign' | undefined {
  const value = tryJson(data);
  if (data === '[DONE]' || errorTextOf(value) !== undefined) return undefined;
  return isEventType(textAt(value, 'type')) ? 'ui-message-stream' : 'foreign';
}
