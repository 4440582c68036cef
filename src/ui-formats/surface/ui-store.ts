import { isSame } from '../data/json-pointer.ts';
import type { Shown, UiScope } from './ui-element.ts';

/** More elements than a reader can use; a model that writes more has lost its way. */
const mostElements = 10_000;
/** Elements within elements. */
const mostDepth = 100;

interface Kept {
  readonly source: unknown;
  readonly data: unknown;
  readonly isOpen: boolean;
  readonly revision: number;
  readonly shown: Shown;
}

/**
 * One interface that a model writes, as far as it is there: elements by their names, and the data that they show. Knows nothing of
 * React. What refers to itself, lies too deep or is too much is not shown.
 */
export abstract class UiStore {
  /** The data that its elements show and that its fields change. */
  data: unknown = {};
  /** Whether more of it may come. */
  isOpen = true;
  /** Whether something of it could not be shown. */
  hasFault = false;
  #revision = 0;
  readonly #listeners = new Set<() => void>();
  readonly #kept = new Map<string, Kept>();

  /** Calls a listener when something has changed; answers how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether there is something to show. */
  abstract get root(): string | undefined;

  /** What is known of an element; undefined while it is to come. */
  protected abstract sourceOf(id: string): unknown;

  /** Puts into an element what it refers to. */
  protected abstract resolve(id: string, scope: UiScope | undefined, place: string): Shown;

  /** Takes what a field says. */
  abstract set(
    id: string,
    scope: UiScope | undefined,
    place: string,
    name: string,
    value: unknown,
  ): void;

  /** Does what an element does when it is pressed. */
  abstract act(id: string, scope: UiScope | undefined, name: string, title: string): void;

  /** An element at its place, the names of all around it and its own; the same object while nothing of it changes. */
  shown(place: string, id: string, scope: UiScope | undefined): Shown {
    const source = this.sourceOf(id);
    const { data, isOpen } = this;
    const kept = this.#kept.get(place);
    const isKept =
      kept?.source === source &&
      kept?.data === data &&
      kept?.isOpen === isOpen &&
      kept?.revision === this.#revision;
    if (kept && isKept) return kept.shown;
    if (!kept && this.#kept.size >= mostElements) return this.fault();
    const now = this.#resolve(source, place, id, scope);
    const shown = kept && isSame(kept.shown, now) ? kept.shown : now;
    this.#kept.set(place, { source, data, isOpen, revision: this.#revision, shown });
    return shown;
  }

  /** Says that something could not be shown. */
  protected fault(): 'none' {
    this.hasFault = true;
    return 'none';
  }

  /** Tells those who look that there is more, or other data. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Makes all elements anew: what is kept of fields has changed. */
  protected revise(): void {
    this.#revision += 1;
    this.changed();
  }

  #resolve(source: unknown, place: string, id: string, scope: UiScope | undefined): Shown {
    if (source === undefined) return this.isOpen ? 'waiting' : this.fault();
    const around = place.split('\n');
    const own = around.pop()?.replace(/#\d+$/, '');
    const isInItself = around.some((other) => other.replace(/#\d+$/, '') === own);
    if (isInItself || around.length > mostDepth) return this.fault();
    return this.resolve(id, scope, place);
  }
}

/** The place of a child: unlike all other places, and the same at each time. */
export function placeOf(around: string, id: string, scope: UiScope | undefined): string {
  const name = JSON.stringify(id);
  const own = scope ? `${name}#${scope.index}` : name;
  return around === '' ? own : `${around}\n${own}`;
}
