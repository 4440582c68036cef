import type { ChatEvent } from '../protocol/chat-event.ts';
import { SseDecoder, type SseFrame } from '../protocol/sse-decoder.ts';
import { createDialect, detectDialect } from './detect-dialect.ts';
import type { Dialect, WireFormat } from './dialect.ts';
import { looksLikeSse, textFraming, type Framing } from './text-framing.ts';

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

/** Decodes the bytes of an answer into events: framing first, then the dialect. */
export class EventDecoder {
  readonly #sse = new SseDecoder();
  #framing: Framing | undefined;
  #dialect: Dialect;
  // Bytes that wait until it is clear whether they are server-sent events.
  #held = new Uint8Array();

  constructor({ format, contentType }: EventDecoderOptions = {}) {
    this.#dialect = format ? createDialect(format) : detectDialect();
    if (format === 'text' || (!format && contentType?.startsWith('text/plain'))) this.#readText();
    else if (format || contentType?.startsWith('text/event-stream')) this.#framing = this.#sse;
  }

  /** The newest SSE id, also of a frame without data. */
  get lastEventId(): string {
    return this.#sse.lastEventId;
  }

  /** The server's wish for the time before a reconnect, in milliseconds. */
  get retryMs(): number | undefined {
    return this.#sse.retryMs;
  }

  /** Takes the next bytes and gives the frames they complete, so that a bad frame does not take good ones with it. */
  push(chunk: Uint8Array): Iterable<DecodedFrame> {
    if (this.#framing) return this.#decode(this.#framing.push(chunk));
    this.#held = joinBytes(this.#held, chunk);
    const isSse = looksLikeSse(new TextDecoder().decode(this.#held));
    return isSse === undefined ? [] : this.#decode(this.#choose(isSse));
  }

  /** Ends the stream; the last frame holds what the dialect makes of its end. */
  *flush(): Generator<DecodedFrame> {
    const held = this.#held.length > 0 ? this.#choose(false) : [];
    yield* this.#decode([...held, ...(this.#framing?.flush() ?? [])]);
    yield { events: this.#dialect.end(), id: undefined };
  }

  #choose(isSse: boolean): SseFrame[] {
    const held = this.#held;
    this.#held = new Uint8Array();
    if (!isSse) return this.#readText().push(held);
    this.#framing = this.#sse;
    return this.#sse.push(held);
  }

  #readText(): Framing {
    this.#dialect = createDialect('text');
    this.#framing = textFraming();
    return this.#framing;
  }

  *#decode(frames: readonly SseFrame[]): Generator<DecodedFrame> {
    for (const frame of frames) yield { events: this.#dialect.read(frame), id: frame.id };
  }
}

function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
