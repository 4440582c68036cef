/** What is kept of one message that is still coming in. */
export interface Intake {
  /** Notes how many bytes of it are here by now; that something came at all counts for it. */
  hold(bytes: number): void;
  /** Notes that it is whole or given up: nothing of it counts any more. */
  release(): void;
}

const defaultMaxBytes = 64 * 1024 * 1024;

/**
 * Bounds the memory of the messages that are coming in: bodies of requests, messages on sockets. When they are too many,
 * those that have stood still longest are cut. Whoever sends on gets through, however many others hold theirs back.
 */
export class IntakeBudget {
  readonly #maxBytes: number;
  // The one that has stood still longest comes first.
  readonly #held = new Map<() => void, number>();
  #bytes = 0;

  /** @param maxBytes Of all messages together. @default 64 MiB */
  constructor(maxBytes = defaultMaxBytes) {
    this.#maxBytes = maxBytes;
  }

  /** What is held now, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Begins a message. @param cut Ends it, because others need the room. */
  open(cut: () => void): Intake {
    // One of its own, should somebody give the same function twice.
    const end = (): void => cut();
    return {
      hold: (bytes) => {
        this.#set(end, bytes);
        this.#makeRoom();
      },
      release: () => this.#set(end, 0),
    };
  }

  #set(end: () => void, bytes: number): void {
    this.#bytes += bytes - (this.#held.get(end) ?? 0);
    this.#held.delete(end);
    if (bytes > 0) this.#held.set(end, bytes);
  }

  #makeRoom(): void {
    for (const end of this.#held.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.#set(end, 0);
      end();
    }
  }
}
