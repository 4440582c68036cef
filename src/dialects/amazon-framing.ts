import { ChatError } from '../protocol/chat-error.ts';
import { textAt, tryJson } from '../protocol/json.ts';
import { tooLong } from '../protocol/line-splitter.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Framing } from './dialect.ts';
import { joinBytes } from './join-bytes.ts';

const preludeLength = 12;
const crcLength = 4;
// How long a header's value is by its type; a string and bytes have their length before them.
const valueLengths: Readonly<Record<number, number>> = {
  0: 0,
  1: 0,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  8: 8,
  9: 16,
};
const stringTypes = [6, 7];

/**
 * Cuts Amazon's binary event streams into frames, named by their event type: lengths, a CRC of them, headers, a payload of JSON,
 * and a CRC of it all. The bytes of a model, which Bedrock wraps in base 64, are unwrapped; an exception is an event `error`.
 * Source: smithy.io, Amazon Event Stream Specification.
 */
export class AmazonFraming implements Framing {
  readonly #maxLength: number;
  readonly #text = new TextDecoder();
  #bytes = new Uint8Array();

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Takes the next bytes and returns the frames they complete; throws a `ChatError` of code `protocol` for a frame that is damaged. */
  push(chunk: Uint8Array): SseFrame[] {
    const bytes = joinBytes(this.#bytes, chunk);
    const view = new DataView(bytes.buffer);
    const frames: SseFrame[] = [];
    let start = 0;
    while (start + preludeLength <= bytes.length) {
      const length = view.getUint32(start);
      check(bytes.subarray(start, start + 8), view.getUint32(start + 8));
      if (length < preludeLength + crcLength) throw damaged('it is shorter than its own frame');
      if (length > this.#maxLength) throw tooLong(this.#maxLength);
      const end = start + length;
      if (end > bytes.length) break;
      check(bytes.subarray(start, end - crcLength), view.getUint32(end - crcLength));
      try {
        frames.push(this.#frameOf(bytes.subarray(start, end), view.getUint32(start + 4)));
      } catch {
        throw damaged('its headers or its bytes cannot be read');
      }
      start = end;
    }
    this.#bytes = bytes.slice(start);
    return frames;
  }

  /** Ends the stream; a frame that was cut is left out. */
  flush(): SseFrame[] {
    return [];
  }

  #frameOf(message: Uint8Array, headersLength: number): SseFrame {
    const end = preludeLength + headersLength;
    const headers = this.#headersOf(message.subarray(preludeLength, end));
    const data = this.#text.decode(message.subarray(end, -crcLength));
    const kind = headers.get(':message-type');
    if (kind === 'exception' || kind === 'error') {
      const said = data || JSON.stringify({ message: headers.get(':error-message') ?? kind });
      return { event: 'error', data: said };
    }
    const inner = textAt(tryJson(data), 'bytes');
    if (inner) return { event: 'message', data: this.#text.decode(bytesOf(inner)) };
    return { event: headers.get(':event-type') ?? 'message', data };
  }

  #headersOf(bytes: Uint8Array): Map<string, string> {
    const headers = new Map<string, string>();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    while (at < bytes.length) {
      const nameEnd = at + 1 + view.getUint8(at);
      const name = this.#text.decode(bytes.subarray(at + 1, nameEnd));
      const type = view.getUint8(nameEnd);
      const isString = stringTypes.includes(type);
      const from = nameEnd + (isString ? 3 : 1);
      const length = isString ? view.getUint16(nameEnd + 1) : (valueLengths[type] ?? bytes.length);
      if (isString) headers.set(name, this.#text.decode(bytes.subarray(from, from + length)));
      at = from + length;
    }
    return headers;
  }
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

const table = Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc >>> 0;
});

function check(bytes: Uint8Array, wanted: number): void {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  if ((crc ^ 0xffffffff) >>> 0 === wanted) return;
  throw damaged('its CRC is wrong');
}

function damaged(why: string): ChatError {
  return new ChatError(
    'protocol',
    `A frame of the event stream is damaged: ${why}. Ask again, and check what stands in front of the server.`,
  );
}
