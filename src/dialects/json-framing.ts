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
    const isOuter = this.#depth === 0;
    if (mark === '\n') return this.#readLineEnd(start, cut, text);
    if (mark === '"') {
      if (this.#isInString || !isOuter) this.#isInString = !this.#isInString;
      return start;
    }
    if (mark === '{' || (mark === '[' && !isOuter)) return this.#open(start, text);
    return isOuter ? this.#readOuter(mark, start, text) : this.#close(start, cut);
  }

  // JSON has no line end inside a string: the line is broken, and so is all that hangs on it.
  #readLineEnd(start: number, cut: (end: number) => void, text: string): number {
    const isWord = this.#depth === 0 && /[^\s,]/.test(text.slice(start, this.#at));
    if (!this.#isInString && !isWord) return start;
    this.#isInString = false;
    this.#depth = 0;
    cut(this.#at);
    return this.#at;
  }

  // Only commas and white space stand between objects.
  #open(start: number, text: string): number {
    this.#depth++;
    const isFirst = this.#depth === 1 && /^[\s,]*\{$/.test(text.slice(start, this.#at));
    return isFirst ? this.#at - 1 : start;
  }

  #close(start: number, cut: (end: number) => void): number {
    this.#depth--;
    if (this.#depth > 0) return start;
    cut(this.#at);
    return this.#at;
  }

  // The brackets of an array of objects.
  #readOuter(mark: string, start: number, text: string): number {
    if (!/^[\s,]*[[\]]$/.test(text.slice(start, this.#at))) return start;
    this.#isArray ||= mark === '[' && this.#count === 0;
    this.#isClosed = mark === ']';
    return this.#at;
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
