/**
 * The server's way to say goodbye: tells everybody who holds a connection to come back later or go elsewhere. Streams
 * that are asked for after that are served as long as the server lasts.
 */
export class Shutdown {
  readonly #listeners = new Set<() => void>();
  #isUnderWay = false;

  /** Whether no new questions are taken any more. */
  get isUnderWay(): boolean {
    return this.#isUnderWay;
  }

  /** Calls `leave` when the shutdown begins, if it has not begun; returns a function that takes it back. */
  listen(leave: () => void): () => void {
    this.#listeners.add(leave);
    return () => void this.#listeners.delete(leave);
  }

  /** Tells all who listen now, once. */
  begin(): void {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    for (const leave of this.#listeners) leave();
    this.#listeners.clear();
  }
}
