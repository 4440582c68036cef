import type { FrameClock } from '../chat/run/frame-clock.ts';
import { pacedFrames, pauseOf, type PacedFrames } from './paced-frames.ts';
import { readCursors, readMembers } from './read-members.ts';
import type { MadeChange, SharedTextState, TextMember } from './shared-text-state.ts';
import type { TextProposals } from './text-proposals.ts';
import type { TextVersions } from './text-versions.ts';
import type { Awareness, Text, Transaction, YTextEvent } from './yjs.ts';

/** What a shared text is read from. */
export interface SharedTextReadingOptions {
  readonly text: Text;
  readonly awareness: Awareness;
  readonly proposals: TextProposals;
  readonly versions: TextVersions;
  readonly frames: FrameClock;
  /** What else is told with it. */
  readonly more: () => Omit<
    SharedTextState,
    'text' | 'members' | 'cursors' | 'proposals' | 'versions'
  >;
}

type ChangeListener = (changes: readonly MadeChange[]) => void;

/** How a shared text stands, made when it is asked for and told once per frame, a large one less often: reading it takes its time. */
export class SharedTextReading {
  readonly #options: SharedTextReadingOptions;
  readonly #listeners = new Set<() => void>();
  #state: SharedTextState | undefined;
  readonly #frames: PacedFrames;
  #members: readonly TextMember[] = [];
  /** Whether the next frame tells it. */
  #isTold = false;

  constructor(options: SharedTextReadingOptions) {
    this.#options = options;
    const { text, awareness, frames } = options;
    this.#frames = pacedFrames(frames, () => pauseOf(text.length));
    const change = () => this.change();
    // Those who listen to edits are told before the document's own event.
    text.observe(change);
    text.doc?.on('update', change);
    awareness.on('change', change);
  }

  getState(): SharedTextState {
    return (this.#state ??= this.#read());
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Something has changed. */
  change(): void {
    this.#state = undefined;
    if (this.#isTold) return;
    this.#isTold = true;
    this.#frames.request(() => {
      this.#isTold = false;
      for (const listener of this.#listeners) listener();
    });
  }

  /** Calls back with each edit of the text but those of one origin. */
  onChange(but: unknown, listener: ChangeListener): () => void {
    const { text } = this.#options;
    const hear = (event: YTextEvent, { origin }: Transaction) => {
      const changes = changesOf(event);
      if (origin !== but && changes.length > 0) listener(changes);
    };
    text.observe(hear);
    return () => text.unobserve(hear);
  }

  /** The members, as the same objects while they are the same. */
  #sameMembers(now: readonly TextMember[]): readonly TextMember[] {
    const isSame = JSON.stringify(now) === JSON.stringify(this.#members);
    return isSame ? this.#members : (this.#members = now);
  }

  #read(): SharedTextState {
    const { text, awareness, proposals, versions, more } = this.#options;
    const members = this.#sameMembers(readMembers(awareness));
    const state = { members, ...more() };
    // An editor that has the text itself never asks for these, which take their time in a large one.
    return withLazy(state, {
      text: () => text.toJSON(),
      cursors: () => readCursors(members, awareness, text),
      proposals: () => proposals.read(),
      versions: () => versions.read(),
    });
  }
}

type Lazy = Pick<SharedTextState, 'text' | 'cursors' | 'proposals' | 'versions'>;

/** Adds what is made when it is first asked for. */
function withLazy<State extends object>(
  state: State,
  makers: { readonly [Name in keyof Lazy]: () => Lazy[Name] },
): State & Lazy {
  for (const [name, make] of Object.entries<() => unknown>(makers)) {
    let made: { readonly value: unknown } | undefined;
    const get = () => (made ??= { value: make() }).value;
    Object.defineProperty(state, name, { get, enumerable: true });
  }
  return state as State & Lazy;
}

/** The edits of an event, each at its place when those before it are made. */
function changesOf({ delta }: YTextEvent): MadeChange[] {
  const changes: MadeChange[] = [];
  let at = 0;
  for (const { retain, insert, delete: gone } of delta) {
    if (retain !== undefined) at += retain;
    if (gone !== undefined) changes.push({ at, delete: gone, insert: '' });
    if (typeof insert === 'string') {
      changes.push({ at, delete: 0, insert });
      at += insert.length;
    }
  }
  return changes;
}
