import { ChatError } from './chat-error.ts';

/** Puts bytes together as lib0 does: numbers in sevens of bits, the lowest first; texts and bytes behind their length. */
export class ByteWriter {
  #parts: Uint8Array[] = [];

  /** A whole number from 0 to 2⁵³ - 1. */
  number(value: number): this {
    const sevens: number[] = [];
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) sevens.push((rest % 128) | 0x80);
    sevens.push(rest);
    return this.#put(Uint8Array.from(sevens));
  }

  /** Bytes behind their length. */
  bytes(value: Uint8Array): this {
    return this.number(value.length).#put(value);
  }

  /** A text behind the length of its UTF-8. */
  text(value: string): this {
    return this.bytes(new TextEncoder().encode(value));
  }

  /** All of it. */
  end(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  #put(part: Uint8Array): this {
    this.#parts.push(part);
    return this;
  }
}

/** Takes apart what `ByteWriter` puts together. Its methods throw a `ChatError` of code `protocol` where bytes are missing. */
export class ByteReader {
  readonly #given: Uint8Array;
  #at = 0;

  constructor(given: Uint8Array) {
    this.#given = given;
  }

  /** Whether there is nothing left. */
  get isDone(): boolean {
    return this.#at >= this.#given.length;
  }

  /** A whole number. */
  number(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 128) {
      const byte = this.#given[this.#at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80 && Number.isSafeInteger(value)) return value;
    }
    throw unreadable();
  }

  /** Bytes behind their length; a view, no copy. */
  bytes(): Uint8Array {
    const length = this.number();
    if (length > this.#given.length - this.#at) throw unreadable();
    this.#at += length;
    return this.#given.subarray(this.#at - length, this.#at);
  }

  /** A text behind the length of its UTF-8. */
  text(): string {
    return new TextDecoder().decode(this.bytes());
  }
}

function unreadable(): ChatError {
  return new ChatError(
    'protocol',
    'A frame of a document cannot be read: bytes are missing in it.',
  );
}
