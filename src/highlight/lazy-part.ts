'use client';

import { useEffect, useSyncExternalStore } from 'react';

/** A part of the kit that is loaded when it is first wanted; who cannot get it does without. */
export class LazyPart<Part> {
  readonly #import: () => Promise<Part>;
  readonly #listeners = new Set<() => void>();
  #part: Part | undefined;

  constructor(load: () => Promise<Part>) {
    this.#import = load;
  }

  /** The part, once it has loaded. */
  readonly get = (): Part | undefined => this.#part;

  /** Loads it and tells those who wait; one that failed to load is tried again by the next who wants it. */
  async load(): Promise<Part | undefined> {
    try {
      this.#part ??= await this.#import();
    } catch {
      return undefined;
    }
    for (const listener of this.#listeners) listener();
    return this.#part;
  }

  /** Calls a listener when the part has loaded; answers how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** A lazy part once it is wanted and has loaded: never on the server nor while hydrating. */
export function useLazyPart<Part>(part: LazyPart<Part>, isWanted: boolean): Part | undefined {
  const loaded = useSyncExternalStore(part.subscribe, part.get, () => undefined);
  useEffect(() => {
    if (isWanted && part.get() === undefined) void part.load();
  }, [part, isWanted]);
  return isWanted ? loaded : undefined;
}
