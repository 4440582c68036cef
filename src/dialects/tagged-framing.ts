import { ChatError } from '../protocol/chat-error.ts';
import { tooLong } from '../protocol/line-splitter.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Framing } from './dialect.ts';
import { joinBytes } from './join-bytes.ts';

const names: Readonly<Record<number, string>> = { 2: 'header', 3: 'item', 4: 'footer' };
const headLength = 5;

/**
 * Cuts the typed binary streams of Baseten's Chains into frames: a byte that names the kind (2 header, 3 item, 4 footer), the
 * length of what follows as four bytes, the highest first, and that many bytes of JSON. Source: truss_chains/streaming.py.
 */
export class TaggedFraming implements Framing {
  readonly #maxLength: number;
  readonly #text = new TextDecoder();
  #bytes = new Uint8Array();

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Takes the next bytes and returns the frames they complete; throws a `ChatError` of code `protocol` for an unknown kind. */
  push(chunk: Uint8Array): SseFrame[] {
    const bytes = joinBytes(this.#bytes, chunk);
    const view = new DataView(bytes.buffer);
    const frames: SseFrame[] = [];
    let start = 0;
    while (start + headLength <= bytes.length) {
      const event = names[view.getUint8(start)];
      const length = view.getUint32(start + 1);
      if (event === undefined) throw unknownKind(view.getUint8(start));
      if (length > this.#maxLength) throw tooLong(this.#maxLength);
      const end = start + headLength + length;
      if (end > bytes.length) break;
      const data = this.#text.decode(bytes.subarray(start + headLength, end));
      frames.push({ event, data });
      start = end;
    }
    this.#bytes = bytes.slice(start);
    return frames;
  }

  /** Ends the stream; a frame that was cut is left out. */
  flush(): SseFrame[] {
    return [];
  }
}

function unknownKind(kind: number): ChatError {
  return new ChatError(
    'protocol',
    `The server sent a binary frame of kind ${kind}. Known are 2 (header), 3 (item) and 4 (footer).`,
  );
}
