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

/** Decodes the bytes of an answer into events. */
export interface EventDecoder {
  /** The SSE layer, which knows the newest id and the server's wish for the time before a reconnect. */
  readonly sse: SseDecoder;
  /** Takes the next bytes and gives the frames they complete, one by one: a bad one spoils none before it. */
  readonly push: (chunk: Uint8Array) => Promise<Iterable<DecodedFrame>>;
  /** Ends the stream; the last frame holds what the dialect makes of its end. */
  readonly flush: () => Promise<Iterable<DecodedFrame>>;
}

/**
 * Makes a decoder: framing first, then the dialect. It waits only for the code of foreign formats,
 * which is loaded when one is met.
 */
export function createEventDecoder(options: EventDecoderOptions = {}): EventDecoder {
  const { format, contentType } = options;
  const sse = new SseDecoder();
  const native = uiMessageStream();
  let framing: Framing | undefined;
  let dialect: Dialect | undefined;
  return {
    sse,
    push: (chunk) => decode((by) => by.push(chunk)),
    async flush() {
      const frames = await decode((by) => by.flush());
      dialect ??= framing?.dialect;
      return withEnd(frames);
    },
  };

  async function decode(cut: (by: Framing) => SseFrame[]): Promise<Iterable<DecodedFrame>> {
    framing ??= await chooseFraming();
    const frames = cut(framing);
    for (const frame of frames) dialect ??= framing.dialect ?? (await chooseDialect(frame));
    return read(frames);
  }

  async function chooseFraming(): Promise<Framing> {
    const isText = format === 'text' || (!format && contentType?.startsWith('text/plain'));
    if (!isText && (format || contentType?.startsWith('text/event-stream'))) return sse;
    const { SniffedFraming, textFraming } = await import('./sniffed-framing.ts');
    return isText ? textFraming() : new SniffedFraming(sse);
  }

  async function chooseDialect(frame: SseFrame): Promise<Dialect | undefined> {
    const value = tryJson(frame.data);
    if (format ? format === 'ui-message-stream' : isEventType(textAt(value, 'type'))) return native;
    // Errors and [DONE] look alike everywhere and decide nothing.
    const isUndecided = frame.data === '[DONE]' || errorTextOf(value) !== undefined;
    if (!format && isUndecided) return undefined;
    const { createDialect, detectDialect } = await import('./foreign-dialects.ts');
    return format ? createDialect(format) : detectDialect(frame);
  }

  function* read(frames: readonly SseFrame[]): Generator<DecodedFrame> {
    for (const frame of frames) yield { events: (dialect ?? native).read(frame), id: frame.id };
  }

  function* withEnd(frames: Iterable<DecodedFrame>): Generator<DecodedFrame> {
    yield* frames;
    yield { events: dialect?.end() ?? [], id: undefined };
  }
}
