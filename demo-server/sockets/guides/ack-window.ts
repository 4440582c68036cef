/** How a client paces what it is sent. */
export interface AckWindowOptions {
  /** How many chunks may be under way. @default 50 */
  readonly size?: number | undefined;
  /** How long a full window waits for a client that says nothing, in milliseconds. @default 5 seconds */
  readonly waitMs?: number | undefined;
  /** Is told when there is room again. */
  readonly onRoom: () => void;
}

/** What a window says of itself. */
export interface AckFigures {
  readonly flow_control_window: number;
  readonly pending_chunks: number;
  /** Acknowledgements a second, of the last five seconds. */
  readonly recent_ack_rate: number;
}

const rateMs = 5000;

/**
 * Counts the chunks that a client has not acknowledged. An acknowledgement is of all chunks up to its own, as clients leave
 * some out; one that acknowledges none at all is sent the next window after a while.
 */
export class AckWindow {
  readonly #size: number;
  readonly #waitMs: number;
  readonly #onRoom: () => void;
  #acknowledged = -1;
  #sent = -1;
  #ackedAt: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor({ size = 50, waitMs = 5000, onRoom }: AckWindowOptions) {
    this.#size = size;
    this.#waitMs = waitMs;
    this.#onRoom = onRoom;
  }

  /** How many chunks are under way. */
  get pending(): number {
    return this.#sent - this.#acknowledged;
  }

  get figures(): AckFigures {
    const since = performance.now() - rateMs;
    const recent = this.#ackedAt.filter((at) => at >= since).length;
    return {
      flow_control_window: this.#size,
      pending_chunks: this.pending,
      recent_ack_rate: recent / (rateMs / 1000),
    };
  }

  /** Takes room for a chunk; false while there is none. */
  take(chunk: number): boolean {
    if (this.pending >= this.#size) {
      this.#timer ??= setTimeout(() => this.#open(this.#sent), this.#waitMs).unref();
      return false;
    }
    this.#sent = Math.max(this.#sent, chunk);
    return true;
  }

  /** Notes that all chunks up to this one have come. */
  acknowledge(chunk: number): void {
    const now = performance.now();
    this.#ackedAt = [...this.#ackedAt.filter((at) => at >= now - rateMs), now].slice(-1000);
    if (chunk > this.#acknowledged && chunk <= this.#sent) this.#open(chunk);
  }

  /** Goes on after a chunk that the client says is its last. */
  restart(chunk: number): void {
    this.#sent = chunk;
    this.#open(chunk);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #open(acknowledged: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#acknowledged = acknowledged;
    this.#onRoom();
  }
}
