import { ChatError } from './chat-error.ts';
import { defaultMaxLength, tooLong } from './line-splitter.ts';

/** What the frames of a tagged stream are. */
export type FrameKind = 'header' | 'item' | 'footer' | 'progress' | 'error';

/** One frame of a tagged stream. */
export interface TaggedFrame {
  /** What it is. */
  readonly kind: FrameKind;
  /** The JSON in it. */
  readonly data: string;
}

// 2, 3 and 4 are those of Baseten's Chains, truss_chains/streaming.py; 5 and 6 are ours.
const kinds: readonly (FrameKind | undefined)[] = [
  undefined,
  undefined,
  'header',
  'item',
  'footer',
  'progress',
  'error',
];
const headLength = 5;

/** Writes a frame: the byte of its kind, the length of its JSON as four bytes, the highest first, and the JSON. */
export function encodeTagged(kind: FrameKind, data: string): Uint8Array {
  const body = new TextEncoder().encode(data);
  const bytes = new Uint8Array(headLength + body.length);
  bytes[0] = kinds.indexOf(kind);
  new DataView(bytes.buffer).setUint32(1, body.length);
  bytes.set(body, headLength);
  return bytes;
}

/** Says whether a tagged stream may begin with this byte. */
export function isTaggedStart(byte: number | undefined): boolean {
  return byte !== undefined && kinds[byte] !== undefined;
}

/** Cuts the bytes of a tagged stream into its frames, however they came. Each byte is copied once at most. */
export class TaggedFrames {
  readonly #maxLength: number;
  readonly #text = new TextDecoder();
  readonly #head = new Uint8Array(headLength);
  // How many bytes of the head are there; with all of them, the body has begun.
  #headSize = 0;
  #body: Uint8Array | undefined;
  #bodySize = 0;

  constructor(maxLength: number = defaultMaxLength) {
    this.#maxLength = maxLength;
  }

  /** Whether the bytes so far end in the middle of a frame. */
  get isCut(): boolean {
    return this.#headSize > 0;
  }

  /** Takes the next bytes and returns the frames they complete; throws a `ChatError` of code `protocol` for an unknown kind. */
  push(chunk: Uint8Array): TaggedFrame[] {
    const frames: TaggedFrame[] = [];
    for (let at = 0; at < chunk.length || this.#isFull();) {
      if (this.#isFull()) frames.push(this.#take());
      else
        at += this.#body ? this.#fill(this.#body, chunk.subarray(at)) : this.#readHead(chunk, at);
    }
    return frames;
  }

  #isFull(): boolean {
    return this.#body !== undefined && this.#bodySize === this.#body.length;
  }

  #readHead(chunk: Uint8Array, start: number): number {
    this.#head[this.#headSize++] = chunk[start]!;
    const [kind = 0] = this.#head;
    if (!isTaggedStart(kind)) throw unknownKind(kind);
    if (this.#headSize < headLength) return 1;
    const length = new DataView(this.#head.buffer).getUint32(1);
    if (length > this.#maxLength) throw tooLong(this.#maxLength);
    this.#body = new Uint8Array(length);
    this.#bodySize = 0;
    return 1;
  }

  #fill(body: Uint8Array, rest: Uint8Array): number {
    const piece = rest.subarray(0, body.length - this.#bodySize);
    body.set(piece, this.#bodySize);
    this.#bodySize += piece.length;
    return piece.length;
  }

  #take(): TaggedFrame {
    const frame = { kind: kinds[this.#head[0]!]!, data: this.#text.decode(this.#body) };
    this.#headSize = 0;
    this.#body = undefined;
    return frame;
  }
}

function unknownKind(kind: number): ChatError {
  return new ChatError(
    'protocol',
    `The server sent a binary frame of kind ${kind}. Known are 2 (header), 3 (item), 4 (footer), 5 (progress) and 6 (error).`,
  );
}
