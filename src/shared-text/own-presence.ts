import { encodePresence } from '../protocol/document-frame.ts';
import { colorOfLook, lookOf } from './looks.ts';
import { applyAwarenessUpdate, Awareness, removeAwarenessStates, type Doc } from './yjs.ts';

/** Where a cursor is, as replicas tell each other. */
export interface SharedCursor {
  /** A relative position, as JSON: where a selection began. */
  readonly anchor: unknown;
  /** Where the caret is. */
  readonly head: unknown;
}

/** A model that writes for this replica, as the others see it. */
export interface Writer {
  /** Puts its caret somewhere. */
  move(cursor: SharedCursor): void;
  /** It is gone. */
  leave(): void;
}

// As y-protocols asks for.
const renewMs = 15_000;
const silenceMs = 30_000;
const writerOrigin = 'writer';

/** What this replica says of itself and of the models that write for it; and what it hears of the others. */
export class OwnPresence {
  readonly awareness: Awareness;
  readonly #renewals = new Map<number, () => void>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(doc: Doc, name: string) {
    this.awareness = new Awareness(doc);
    // A replica that is never opened must not keep a timer.
    // oxlint-disable-next-line no-underscore-dangle -- the name is theirs
    clearInterval(this.awareness._checkInterval as ReturnType<typeof setInterval>);
    this.rename(name);
  }

  /** Whether a replica is this one, or a model that writes for it. */
  isOwn(id: number): boolean {
    return id === this.awareness.clientID || this.#renewals.has(id);
  }

  rename(name: string): void {
    const id = this.awareness.clientID;
    this.awareness.setLocalStateField('user', userOf(id, name));
  }

  /** Tells where the cursor is; null for nowhere. */
  move(cursor: SharedCursor | null): void {
    this.awareness.setLocalStateField('cursor', cursor);
  }

  /** A model enters. */
  addWriter(name: string): Writer {
    const id = Math.floor(Math.random() * 0xffffffff);
    const { awareness } = this;
    let clock = 0;
    let state: object | null = {
      user: { ...userOf(id, name), isModel: true },
      of: awareness.clientID,
    };
    const say = () => {
      clock += 1;
      const entry = { client: id, clock, state: JSON.stringify(state) };
      applyAwarenessUpdate(awareness, encodePresence([entry]), writerOrigin);
    };
    this.#renewals.set(id, say);
    say();
    return {
      move(cursor) {
        state = { ...state, cursor };
        say();
      },
      leave: () => {
        state = null;
        say();
        this.#renewals.delete(id);
      },
    };
  }

  /** Says from now on that this replica lives. */
  open(): void {
    this.#timer ??= setInterval(() => this.#beat(), renewMs);
  }

  /** Says no more that it lives. */
  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Forgets who else is there, as when the server cannot be reached. */
  forgetOthers(origin: unknown): void {
    const others = [...this.awareness.getStates().keys()].filter((id) => !this.isOwn(id));
    removeAwarenessStates(this.awareness, others, origin);
    // The same word of theirs, heard again, is news then.
    for (const id of others) this.awareness.meta.delete(id);
  }

  /** Says once more what this replica and its models are doing: to those who know an older word alone, that is news. */
  renew(): void {
    this.awareness.setLocalState(this.awareness.getLocalState());
    for (const say of this.#renewals.values()) say();
  }

  #beat(): void {
    this.renew();
    const { awareness } = this;
    const before = Date.now() - silenceMs;
    const silent = [...awareness.meta].filter(
      ([id, { lastUpdated }]) => !this.isOwn(id) && lastUpdated < before,
    );
    const ids = silent.map(([id]) => id).filter((id) => awareness.getStates().has(id));
    removeAwarenessStates(awareness, ids, 'timeout');
  }
}

/** What editors of Yjs show of somebody. */
function userOf(id: number, name: string): { name: string; color: string; colorLight: string } {
  const color = colorOfLook(lookOf(id));
  return { name, color, colorLight: `${color}33` };
}
