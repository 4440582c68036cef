/** A part of the kit that is loaded when it is first wanted; who cannot get it does without. */
export class LazyPart<Part> {
  readonly #import: () => Promise<Part>;
  readonly #listeners = new Set<() => void>();
  #part: Part | undefined;
  #loading: Promise<Part | undefined> | undefined;
  #hasFailed = false;

  constructor(load: () => Promise<Part>) {
    this.#import = load;
  }

  /** The part, once it has loaded. */
  readonly get = (): Part | undefined => this.#part;

  /** Whether it could not be loaded so far. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Loads it and tells those who wait; one that failed to load is tried again by the next who wants it. */
  load(): Promise<Part | undefined> {
    return (this.#loading ??= this.#load());
  }

  async #load(): Promise<Part | undefined> {
    try {
      this.#part = await this.#import();
    } catch {
      this.#hasFailed = true;
      this.#loading = undefined;
    }
    for (const listener of this.#listeners) listener();
    return this.#part;
  }

  /** Calls a listener when the part has loaded or could not be; answers how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
