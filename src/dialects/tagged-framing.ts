import type { SseFrame } from '../protocol/sse-decoder.ts';
import { TaggedFrames } from '../protocol/tagged-frames.ts';
import type { Framing } from './dialect.ts';

/** Cuts typed binary streams, such as those of Baseten's Chains, into frames that are named by their kind. */
export class TaggedFraming implements Framing {
  readonly #frames: TaggedFrames;

  constructor(maxLength: number) {
    this.#frames = new TaggedFrames(maxLength);
  }

  /** Takes the next bytes and returns the frames they complete; throws a `ChatError` of code `protocol` for an unknown kind. */
  push(chunk: Uint8Array): SseFrame[] {
    return this.#frames.push(chunk).map(({ kind, data }) => ({ event: kind, data }));
  }

  /** Ends the stream; a frame that was cut is left out, and told as a frame `cut` without data. */
  flush(): SseFrame[] {
    return this.#frames.isCut ? [{ event: 'cut', data: '' }] : [];
  }
}
