import { tryJson } from './json.ts';
import { defaultMaxLength, LineSplitter, tooLong } from './line-splitter.ts';

/** One server-sent event as it came. */
export interface SseFrame {
  /** The type of the event. @default 'message' */
  readonly event: string;
  /** The `data` lines, joined by LF. */
  readonly data: string;
  /** The `id` line of this very frame; the one that persists is `SseDecoder.lastEventId`. */
  readonly id?: string;
}

/** Options of `SseDecoder` and `decodeSse`. */
export interface SseDecoderOptions {
  /** The longest event in UTF-16 units; beyond it a `ChatError` of code `protocol` is thrown. @default 1,048,576 */
  readonly maxLength?: number | undefined;
}

/**
 * Decodes bytes into server-sent events by the WHATWG rules (HTML § 9.2.6), however the bytes were
 * cut. More tolerant in two points, for the sake of real gateways: an event at the end of the stream
 * needs no blank line if its data is complete, and a field named `error` counts as an event of that
 * name if it holds an object (old llama.cpp).
 */
export class SseDecoder {
  /** The id of the newest frame that had one; an event without data counts (priming). */
  lastEventId = '';
  /** The server's wish for the time before a reconnect, in milliseconds. */
  retryMs: number | undefined;
  /** Says whether a line belongs to the next event than `data`, though no blank line stands between. @default never */
  isNext: ((data: string, line: string) => boolean) | undefined;
  readonly #maxLength: number;
  readonly #lines: LineSplitter;
  // One byte order mark is stripped below: where it comes in pieces, Node 24 would strip a second one with it.
  readonly #text = new TextDecoder('utf-8', { ignoreBOM: true });
  #hasBegun = false;
  // The fields since the last blank line.
  #event = '';
  #data: string | undefined;
  #id: string | undefined;

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
    if (isComplete(this.#data ?? '')) this.#dispatch(frames);
    return frames;
  }

  #read(lines: readonly string[]): SseFrame[] {
    const frames: SseFrame[] = [];
    for (const whole of lines) {
      const line = this.#hasBegun ? whole : whole.replace(/^\uFEFF/, '');
      this.#hasBegun = true;
      const isOver = !line || (this.#data && this.isNext?.(this.#data, line));
      if (isOver) this.#dispatch(frames);
      if (line) this.#readField(line);
    }
    return frames;
  }

  #readField(line: string): void {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'data') this.#addData(value);
    else if (field === 'event') this.#event = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    else if (field === 'error' && this.#data === undefined && value.startsWith('{')) {
      this.#event = field;
      this.#addData(value);
    }
  }

  #addData(value: string): void {
    this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    if (this.#data.length >= this.#maxLength) throw tooLong(this.#maxLength);
  }

  #dispatch(frames: SseFrame[]): void {
    const event = this.#event || 'message';
    const data = this.#data;
    const id = this.#id;
    this.#event = '';
    this.#data = this.#id = undefined;
    if (id !== undefined) this.lastEventId = id;
    // LangServe ends by an event without data.
    if (data === undefined && event !== 'end') return;
    frames.push({ event, data: data ?? '', ...(id !== undefined && { id }) });
  }
}

// A cut number or word may look whole; brackets and quotes show their own end.
function isComplete(data: string): boolean {
  return data === '[DONE]' || (/^\s*[[{"]/.test(data) && tryJson(data) !== undefined);
}
