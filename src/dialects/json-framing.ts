import { parseJson, tryJson } from '../protocol/json.ts';
import { defaultMaxLength, tooLong } from '../protocol/line-splitter.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Framing } from './dialect.ts';

const marks = /["{}[\]\n]/g;
const stringEnd = /["\\\n]/g;
// What no JSON begins with, however it goes on.
const noBeginning = /^(?:\{\s*[^"}\s]|[^[{"\d\-tfn])/;

/**
 * Cuts JSON into the objects it holds: one object, one a line (NDJSON), or the elements of an array,
 * each as soon as it is whole. What is no JSON becomes a frame by lines, for its dialect to refuse;
 * throws a `ChatError` of code `protocol` where nothing else came before it.
 */
export class JsonFraming implements Framing {
  readonly #text = new TextDecoder();
  readonly #maxLength: number;
  #pending = '';
  // How far the pending text is read.
  #at = 0;
  #depth = 0;
  #isInString = false;
  // Whether an object has been read, so that what follows has a dialect to refuse it.
  #isBegun = false;
  readonly #isLines: boolean;
  #count = 0;
  #isArray = false;
  #isClosed = false;

  /** `isLines` says that the server announced one object a line, so that one alone may not be all. */
  constructor(maxLength: number = defaultMaxLength, isLines: boolean = false) {
    this.#maxLength = maxLength;
    this.#isLines = isLines;
  }

  /** Whether the bytes were one JSON document that was closed. */
  get isWhole(): boolean {
    return this.#isArray ? this.#isClosed : this.#count === 1 && !this.#isLines;
  }

  /** Takes the next bytes and returns the objects they complete. */
  push(chunk: Uint8Array): SseFrame[] {
    // Within JSON no such character stands bare: it separates texts (RFC 7464).
    this.#pending += this.#text.decode(chunk, { stream: true }).replaceAll('\u001e', '\n');
    const frames = this.#read();
    if (this.#pending.length > this.#maxLength) throw tooLong(this.#maxLength);
    return frames;
  }

  /** Ends the stream; what may be the beginning of an object is left out. */
  flush(): SseFrame[] {
    const data = (this.#pending + this.#text.decode()).replace(/^[\s,]+/, '').trimEnd();
    this.#pending = '';
    const isCut = !noBeginning.test(data) || 'DONE]'.startsWith(data);
    return isCut && tryJson(data) === undefined ? [] : [this.#frameOf(data)];
  }

  #read(): SseFrame[] {
    const frames: SseFrame[] = [];
    const text = this.#pending;
    // A string alone is one document.
    if (this.#count === 0 && /^\s*"/.test(text)) return frames;
    let start = 0;
    const cut = (end: number): void => {
      const data = text.slice(start, end).trim();
      start = end;
      if (data) frames.push(this.#frameOf(data));
    };
    for (;;) {
      const pattern = this.#isInString ? stringEnd : marks;
      pattern.lastIndex = this.#at;
      const mark = pattern.exec(text);
      if (!mark) break;
      const isEscape = mark[0] === '\\';
      // What is escaped may be in the next chunk.
      if (isEscape && mark.index + 1 === text.length) {
        this.#at = mark.index;
        return this.#keep(start, frames);
      }
      this.#at = mark.index + (isEscape ? 2 : 1);
      if (!isEscape) start = this.#readMark(mark[0], start, cut, text);
    }
    this.#at = text.length;
    return this.#keep(start, frames);
  }

  // Returns where the next object starts at the earliest.
  #readMark(mark: string, start: number, cut: (end: number) => void, text: string): number {
    const end = this.#at;
    if (mark === '\n') {
      // JSON has no line end inside a string: the line is broken, and so is all that hangs on it.
      const isBroken =
        this.#isInString || (this.#depth === 0 && /[^\s,]/.test(text.slice(start, end)));
      if (!isBroken) return start;
      this.#isInString = false;
      this.#depth = 0;
      cut(end);
      return end;
    }
    if (mark === '"') {
      if (this.#isInString || this.#depth > 0) this.#isInString = !this.#isInString;
      return start;
    }
    const isOuter = this.#depth === 0;
    if (mark === '{' || (mark === '[' && !isOuter)) {
      this.#depth++;
      // Only commas and white space stand between objects.
      return isOuter && /^[\s,]*\{$/.test(text.slice(start, end)) ? end - 1 : start;
    }
    if (isOuter) {
      if (!/^[\s,]*[[\]]$/.test(text.slice(start, end))) return start;
      this.#isArray ||= mark === '[' && this.#count === 0;
      this.#isClosed = mark === ']';
      return end;
    }
    this.#depth--;
    if (this.#depth > 0) return start;
    cut(end);
    return end;
  }

  #keep(start: number, frames: SseFrame[]): SseFrame[] {
    this.#pending = this.#pending.slice(start);
    this.#at -= start;
    return frames;
  }

  #frameOf(data: string): SseFrame {
    // Some servers end NDJSON as if it were server-sent events; the bracket was taken for an array's.
    this.#count++;
    if (data === 'DONE]') return { event: 'message', data: '[DONE]' };
    // A page of words that calls itself JSON is no answer in words.
    if (!this.#isBegun) parseJson(data);
    this.#isBegun = true;
    return { event: 'message', data };
  }
}
