import type { ChatEvent } from '../protocol/chat-event.ts';
import { SseDecoder, type SseFrame } from '../protocol/sse-decoder.ts';
import type { Dialect, DialectOptions, Framing, WireFormat } from './dialect.ts';
import { mayBeFailure, uiMessageStream, type FailureReader } from './ui-message-stream.ts';

/** What is known about a stream before its first byte. */
export interface EventDecoderOptions extends DialectOptions {
  /** @default detected by the headers, then by the first bytes and the first event */
  readonly format?: WireFormat | undefined;
  /** The `Content-Type` the stream came with; those of `headers` by default. */
  readonly contentType?: string | null | undefined;
  /** The headers the stream came with, as those of a `Response`. */
  readonly headers?: { get(name: string): string | null } | undefined;
  /** The longest event in UTF-16 units; images travel inside events. @default 16,777,216 */
  readonly maxEventLength?: number | undefined;
  /** The dialect of the connection that broke: what it knows of open texts and calls goes on. @default none */
  readonly continues?: Dialect | undefined;
}

/** One frame, and its own id. */
export interface DecodedFrame {
  readonly id: string | undefined;
  /** Reads its events, once; a frame that is not read leaves no trace, as one that was told before. */
  readonly read: () => readonly ChatEvent[];
}

/** Decodes the bytes of an answer into events. */
export interface EventDecoder {
  /** The SSE layer, which knows the newest id and the server's wish for the time before a reconnect. */
  readonly sse: SseDecoder;
  /** What reads the frames, once it is known. */
  readonly dialect: Dialect | undefined;
  /** Takes the next bytes and gives the frames they complete, one by one: a bad one spoils none before it. */
  readonly push: (chunk: Uint8Array) => Promise<Iterable<DecodedFrame>>;
  /** Ends the stream; the last frame holds what the dialect makes of its end. */
  readonly flush: () => Promise<Iterable<DecodedFrame>>;
}

/**
 * Makes a decoder: framing first, then the dialect. The code of foreign formats is loaded, and waited
 * for, when a stream does not say by its header or its `format` that it is native.
 */
export function createEventDecoder(options: EventDecoderOptions = {}): EventDecoder {
  const { format, headers, maxEventLength: maxLength = 16 * 1024 * 1024 } = options;
  const isNative = format
    ? format === 'ui-message-stream'
    : headers?.get('x-vercel-ai-ui-message-stream');
  const sse = new SseDecoder({ maxLength });
  let framing: Framing | undefined;
  let reader: Dialect | undefined;
  let readFailure: FailureReader | undefined;
  let dialect = options.continues;
  return {
    sse,
    get dialect() {
      return dialect;
    },
    push: (chunk) => decode((by) => by.push(chunk)),
    async flush() {
      const frames = await decode((by) => by.flush());
      dialect ??= framing?.dialect;
      return withEnd(frames);
    },
  };

  async function decode(cut: (by: Framing) => SseFrame[]): Promise<Iterable<DecodedFrame>> {
    framing ??= await open();
    const frames = cut(framing);
    if (isNative && !readFailure && frames.some(mayBeFailure)) await loadFailures();
    if (frames.length > 0) dialect ??= framing.dialect ?? reader;
    return read(frames);
  }

  async function open(): Promise<Framing> {
    if (isNative) {
      reader = uiMessageStream(() => readFailure);
      return sse;
    }
    const foreign = await import('./foreign-dialects.ts');
    reader = foreign.createReader(options);
    return foreign.createFraming(sse, { ...options, maxLength });
  }

  /** Without it such an error is told as what it is then: no event. */
  async function loadFailures(): Promise<void> {
    const loaded = await import('./gateway-failure.ts').catch(() => undefined);
    readFailure = loaded?.readGatewayFailure;
  }

  function read(frames: readonly SseFrame[]): readonly DecodedFrame[] {
    return frames.map((frame) => ({
      id: frame.id,
      read: () => (isIdle(frame) ? [] : (dialect?.push(frame) ?? [])),
    }));
  }

  function* withEnd(frames: Iterable<DecodedFrame>): Generator<DecodedFrame> {
    yield* frames;
    yield { id: undefined, read: () => dialect?.end(framing?.isWhole) ?? [] };
  }
}

// What only keeps the connection alive, in any format. A name may say enough without data: `event: done`.
function isIdle({ event, data }: SseFrame): boolean {
  return event === 'message' ? !data : /^(?:ping|heartbeat|keep-?alive)$/.test(event);
}
