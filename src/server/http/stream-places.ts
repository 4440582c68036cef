import { ChatError } from '../../protocol/chat-error.ts';

/** How many streams may be open at once. */
export interface StreamPlacesOptions {
  /** Of one owner; nobody in particular is not one owner and is bounded by `maxStreams` alone. @default 100 */
  readonly maxStreamsPerOwner?: number | undefined;
  /** Of all clients together. @default 10,000 */
  readonly maxStreams?: number | undefined;
}

/** Where a stream is read. */
export type StreamDoor = 'http' | 'chat.v1' | 'ai-sdk' | 'json';

const retryAfterMs = 5000;

/** Counts the streams that are open, so that one user cannot take the connections of all. */
export class StreamPlaces {
  readonly #maxPerOwner: number;
  readonly #max: number;
  readonly #taken = new Map<string, number>();
  readonly #open: Record<StreamDoor, number> = { http: 0, 'chat.v1': 0, 'ai-sdk': 0, json: 0 };
  #total = 0;

  /** How many are taken, by where they are read. */
  get open(): Readonly<Record<StreamDoor, number>> {
    return this.#open;
  }

  constructor({ maxStreamsPerOwner = 100, maxStreams = 10_000 }: StreamPlacesOptions = {}) {
    this.#maxPerOwner = maxStreamsPerOwner;
    this.#max = maxStreams;
  }

  /** Throws `rate-limited` (429) when the owner has no place left, `overloaded` (503) when nobody has. */
  check(owner: string): void {
    if (owner !== '' && (this.#taken.get(owner) ?? 0) >= this.#maxPerOwner) {
      throw new ChatError(
        'rate-limited',
        'Too many streams of yours are open. Close one, or ask again in a moment.',
        { status: 429, retryAfterMs },
      );
    }
    if (this.#total >= this.#max) {
      throw new ChatError(
        'overloaded',
        'The server serves as many streams as it can. Ask again in a moment.',
        { status: 503, retryAfterMs },
      );
    }
  }

  /** Takes a place; the returned function gives it back, once. Throws as `check` does. */
  take(owner: string, door: StreamDoor = 'http'): () => void {
    this.check(owner);
    this.#add(owner, door, 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#add(owner, door, -1);
      isTaken = false;
    };
  }

  #add(owner: string, door: StreamDoor, count: number): void {
    this.#total += count;
    this.#open[door] += count;
    const taken = (this.#taken.get(owner) ?? 0) + count;
    if (taken > 0) this.#taken.set(owner, taken);
    else this.#taken.delete(owner);
  }
}
