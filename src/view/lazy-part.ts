/** A part of the kit that is loaded when it is first wanted; who cannot get it does without. */
export class LazyPart<Part> {
  readonly #import: () => Promise<Part>;
  readonly #listeners = new Set<() => void>();
  #outcome: Part | 'none' | undefined;
  #loading: Promise<Part | undefined> | undefined;

  constructor(load: () => Promise<Part>) {
    this.#import = load;
  }

  /** The part, once it has loaded; `'none'` while it could not be. */
  readonly outcome = (): Part | 'none' | undefined => this.#outcome;

  /** The part, once it has loaded. */
  readonly get = (): Part | undefined => (this.#outcome === 'none' ? undefined : this.#outcome);

  /** Loads it and tells those who wait; one that failed to load is tried again by the next who wants it. */
  load(): Promise<Part | undefined> {
    return (this.#loading ??= this.#load());
  }

  async #load(): Promise<Part | undefined> {
    try {
      this.#outcome = await this.#import();
    } catch {
      this.#outcome = 'none';
      this.#loading = undefined;
    }
    for (const listener of this.#listeners) listener();
    return this.get();
  }

  /** Calls a listener when the part has loaded or could not be; answers how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
