import { tryJson } from './json.ts';
import { defaultMaxLength, LineSplitter, tooLong } from './line-splitter.ts';

/** One server-sent event as it came. */
export interface SseFrame {
  /** @default 'message' */
  readonly event: string;
  /** The `data` lines, joined by LF. */
  readonly data: string;
  /** The `id` line of this very frame; the one that persists is `SseDecoder.lastEventId`. */
  readonly id?: string;
}

/** Options of `SseDecoder` and `decodeSse`. */
export interface SseDecoderOptions {
  /** The longest event in UTF-16 units; beyond it a `ChatError` of code `protocol` is thrown. @default 1,048,576 */
  readonly maxLength?: number;
}

/**
 * Decodes bytes into server-sent events by the WHATWG rules (HTML § 9.2.6), however the bytes were
 * cut. More tolerant in two points, for the sake of real gateways: an event at the end of the stream
 * needs no blank line if its data is complete, and a field named `error` counts as an event of that
 * name (old llama.cpp).
 */
export class SseDecoder {
  /** The id of the newest frame that had one; an event without data counts (priming). */
  lastEventId = '';
  /** The server's wish for the time before a reconnect, in milliseconds. */
  retryMs: number | undefined;
  readonly #maxLength: number;
  readonly #lines: LineSplitter;
  // Not ignoring the BOM means stripping it: one, at the very beginning.
  readonly #text = new TextDecoder();
  // The fields since the last blank line.
  #frame: { -readonly [Field in keyof SseFrame]?: string } = {};

  constructor({ maxLength = defaultMaxLength }: SseDecoderOptions = {}) {
    this.#maxLength = maxLength;
    this.#lines = new LineSplitter(maxLength);
  }

  /** Takes the next bytes and returns the frames they complete. */
  push(chunk: Uint8Array): SseFrame[] {
    return this.#read(this.#lines.push(this.#text.decode(chunk, { stream: true })));
  }

  /** Ends the stream and returns the last frame if it is whole but for its blank line. */
  flush(): SseFrame[] {
    const frames = this.#read([...this.#lines.push(this.#text.decode()), ...this.#lines.flush()]);
    if (isComplete(this.#frame.data ?? '')) frames.push(...this.#read(['']));
    return frames;
  }

  #read(lines: readonly string[]): SseFrame[] {
    const frames: SseFrame[] = [];
    for (const line of lines) {
      if (line) this.#readField(line);
      else this.#dispatch(frames);
    }
    return frames;
  }

  #readField(line: string): void {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    const frame = this.#frame;
    if (field === 'event') frame.event = value;
    else if (field === 'id' && !value.includes('\0')) frame.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    else if (field === 'data' || field === 'error') {
      if (field === 'error') frame.event = field;
      frame.data = frame.data === undefined ? value : `${frame.data}\n${value}`;
      if (frame.data.length >= this.#maxLength) throw tooLong(this.#maxLength);
    }
  }

  #dispatch(frames: SseFrame[]): void {
    const { event, data, id } = this.#frame;
    this.#frame = {};
    this.lastEventId = id ?? this.lastEventId;
    if (data !== undefined)
      frames.push({ event: event || 'message', data, ...(id !== undefined && { id }) });
  }
}

// A cut number or word may look whole; brackets and quotes show their own end.
function isComplete(data: string): boolean {
  return data === '[DONE]' || (/^\s*[[{"]/.test(data) && tryJson(data) !== undefined);
}
