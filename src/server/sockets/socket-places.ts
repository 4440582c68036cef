import type { StreamDoor, StreamPlaces } from '../http/stream-places.ts';

type Leave = () => void;

/**
 * The places that one socket takes among the streams of its user: one for each run that it reads, and one while it reads
 * none, so that idle sockets count as well.
 */
export class SocketPlaces {
  readonly #places: StreamPlaces;
  readonly #door: StreamDoor;
  readonly #runs = new Map<string, Leave>();
  #owner: string | undefined;
  #idle: Leave | undefined;

  constructor(places: StreamPlaces, door: StreamDoor) {
    this.#places = places;
    this.#door = door;
  }

  /** Whether the socket itself has its place. */
  get isOpen(): boolean {
    return this.#owner !== undefined;
  }

  /** Takes the place of the socket itself, once. Throws when its user has none left. */
  open(owner: string): void {
    if (this.#owner !== undefined) return;
    if (this.#runs.size === 0) this.#idle = this.#places.take(owner, this.#door);
    this.#owner = owner;
  }

  /** Throws what `read` would throw of one more run. */
  check(owner: string): void {
    if (!this.#idle) this.#places.check(owner);
  }

  /** Takes the place of a run, unless it has one. Throws when its reader has none left. */
  read(run: string, owner: string): void {
    if (this.#runs.has(run)) return;
    this.#idle?.();
    this.#idle = undefined;
    try {
      this.#runs.set(run, this.#places.take(owner, this.#door));
    } finally {
      this.#rest();
    }
  }

  /** Gives the place of a run back. */
  leave(run: string): void {
    this.#runs.get(run)?.();
    this.#runs.delete(run);
    this.#rest();
  }

  /** Gives all places back. */
  close(): void {
    this.#owner = undefined;
    this.#idle?.();
    for (const leave of this.#runs.values()) leave();
    this.#runs.clear();
  }

  // The place that was just given back is still there: nothing has run in between.
  #rest(): void {
    if (this.#owner === undefined || this.#runs.size > 0 || this.#idle) return;
    this.#idle = this.#places.take(this.#owner, this.#door);
  }
}
