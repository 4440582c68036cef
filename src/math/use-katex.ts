import { useSyncExternalStore } from 'react';
import { type Katex, loadKatex } from './katex.ts';

/** KaTeX as far as it is there. */
export interface KatexState {
  readonly katex?: Katex;
  /** Why it is not coming. */
  readonly error?: unknown;
}

/** Loads KaTeX for the first formula that shows, once. */
export class KatexLoader {
  readonly #load: () => Promise<Katex>;
  readonly #listeners = new Set<() => void>();
  #state: KatexState = {};
  #isLoading = false;
  #isTold = false;

  constructor(load: () => Promise<Katex> = loadKatex) {
    this.#load = load;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (!this.#isLoading) void this.#start();
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): KatexState => this.#state;

  /** Tells one listener, once, why KaTeX is not coming. */
  tell(error: unknown, listener: ((error: unknown) => void) | undefined): void {
    if (!listener || this.#isTold) return;
    this.#isTold = true;
    listener(error);
  }

  async #start(): Promise<void> {
    this.#isLoading = true;
    try {
      this.#state = { katex: await this.#load() };
    } catch (error) {
      this.#state = { error };
    }
    for (const listener of this.#listeners) listener();
  }
}

const unloaded: KatexState = {};

/** KaTeX when it is loaded; on the server and while hydrating it is not. */
export function useKatex(loader: KatexLoader): KatexState {
  return useSyncExternalStore(loader.subscribe, loader.state, () => unloaded);
}
