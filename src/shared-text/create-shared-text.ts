import { pageFrames, type FrameClock } from '../chat/run/frame-clock.ts';
import type { PageSignals } from '../transports/page-signals.ts';
import { DocumentLink } from './document-link.ts';
import type { DocumentSocketConstructor } from './document-socket.ts';
import { OwnCursor } from './own-cursor.ts';
import { OwnPresence } from './own-presence.ts';
import { SharedTextReading } from './shared-text-reading.ts';
import type { SharedTextState, MadeChange, TextChange, TextRange } from './shared-text-state.ts';
import { ownEdit, SharedUndo, wholeEdit } from './shared-undo.ts';
import { applyChange, changeBetween, wholeCharacters } from './text-change.ts';
import { TextProposals } from './text-proposals.ts';
import { TextVersions } from './text-versions.ts';
import { startWriting, type WriteOptions, type Writing } from './start-writing.ts';
import type { TextSource } from './write-text.ts';
import { Doc, type Awareness, type Text } from './yjs.ts';

/** What keeps a document on this device: `new IndexeddbPersistence(name, doc)` of `y-indexeddb` is one. */
export interface TextPersistence {
  /** Ends it; what is kept stays. */
  destroy(): void | Promise<void>;
}

/** Options of a shared text. */
export interface SharedTextOptions {
  /** Where the documents are; the name is put behind it. `http:` and addresses relative to the page will do. @default '/api/documents' */
  readonly url?: string | undefined;
  /** The document's name. */
  readonly document: string;
  /** What the person here is called. @default '' */
  readonly name?: string | undefined;
  /** The bearer token, sent in the first frame and never in the address; a function is asked for each socket. @default none */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Keeps the document on this device as well, such as `(name, doc) => new IndexeddbPersistence(name, doc)`. @default nothing does */
  readonly persistence?: ((document: string, doc: Doc) => TextPersistence) | undefined;
  /** The constructor of sockets. @default the page's own; for Node below 22, the one of the package `ws` */
  readonly WebSocket?: DocumentSocketConstructor | undefined;
  /** Whether the page is online; a test passes its own. @default the page's */
  readonly page?: PageSignals | undefined;
  /** When listeners are told: once per frame, however much happens. @default the page's frames */
  readonly frames?: FrameClock | undefined;
  /** Draws the waits between tries, between 0 and 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/** A text that several people and models edit at once. */
export interface SharedTextStore {
  /** How it stands; the same object until something changes. */
  readonly getState: () => SharedTextState;
  /** Calls back when something has changed; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls back with each edit that was not made by `edit`, in the order in which it changes the text; returns the way to stop. */
  readonly onChange: (listener: (changes: readonly MadeChange[]) => void) => () => void;
  /** Connects. What was edited before goes with it. */
  readonly open: () => void;
  /** Disconnects; the text stays, and may be edited. */
  readonly close: () => void;
  /** Edits the text. */
  readonly edit: (change: TextChange) => void;
  /** Makes this the text, by the smallest edit. */
  readonly replaceText: (text: string) => void;
  /** Tells the others where the cursor is, and where a selection began; null for nowhere. */
  readonly setCursor: (head: number | null, anchor?: number) => void;
  /** What is selected here, or where the cursor is, as it has moved with the text; undefined where it has been nowhere. */
  readonly getCursor: () => TextRange | undefined;
  /** Tells the others what the person here is called. */
  readonly rename: (name: string) => void;
  /** Undoes the last thing that was done here: what was typed in one go, or all that a model has written. */
  readonly undo: () => void;
  /** Does it again. */
  readonly redo: () => void;
  /**
   * Has a model write, as a participant with a cursor: at a place, in the place of a stretch, or where the cursor here is. Its text
   * streams in while others edit around it, is marked until it is accepted, and is taken back by one `undo`.
   */
  readonly write: (source: TextSource, at?: number | TextRange, options?: WriteOptions) => Writing;
  /** Stops all models that write for this one. */
  readonly stop: () => void;
  /** Takes what a model has written as text like any other: one writing by its id, or all. */
  readonly accept: (id?: string) => void;
  /** Takes what a model has written away, and puts back what it stands in the place of: one writing by its id, or all. */
  readonly reject: (id?: string) => void;
  /** Keeps the text as it is as a version, for everybody. */
  readonly keepVersion: (label: string) => void;
  /** Makes a version that was kept the text again, as an edit. */
  readonly restoreVersion: (id: string) => void;
  /** The Yjs document, for a binding of an editor. */
  readonly doc: Doc;
  /** The Yjs text, for a binding of an editor. */
  readonly sharedType: Text;
  /** Who is there, for a binding of an editor. */
  readonly awareness: Awareness;
}

/** Makes a shared text, without React. Needs `yjs` 13 and `y-protocols`. It works without a connection, and connects with `open`. */
export function createSharedText(options: SharedTextOptions): SharedTextStore {
  return new SharedTextCore(options);
}

class SharedTextCore implements SharedTextStore {
  readonly doc = new Doc();
  readonly sharedType: Text = this.doc.getText('text');
  readonly #options: SharedTextOptions;
  readonly #presence: OwnPresence;
  readonly #link: DocumentLink;
  readonly #undo: SharedUndo;
  readonly #proposals = new TextProposals(this.sharedType, this.doc);
  readonly #versions = new TextVersions(this.doc);
  readonly #reading: SharedTextReading;
  readonly #cursor = new OwnCursor(this.sharedType);
  readonly #writings = new Set<Writing>();
  #persistence: TextPersistence | undefined;

  constructor(options: SharedTextOptions) {
    const { document, url = '/api/documents', name = '', frames = pageFrames() } = options;
    this.#options = options;
    this.#presence = new OwnPresence(this.doc, name);
    const changed = () => this.#reading?.change();
    this.#undo = new SharedUndo(this.sharedType, changed);
    this.#link = new DocumentLink(this.doc, this.#presence, {
      ...options,
      url,
      document,
      onChange: changed,
    });
    this.#reading = new SharedTextReading({
      text: this.sharedType,
      awareness: this.awareness,
      proposals: this.#proposals,
      versions: this.#versions,
      frames,
      more: () => ({
        ...this.#link.state,
        isSaved: this.#link.isSaved,
        isWriting: this.#writings.size > 0,
        hasSelection: this.#cursor.hasSelection,
        canUndo: this.#undo.canUndo,
        canRedo: this.#undo.canRedo,
      }),
    });
  }

  get awareness(): Awareness {
    return this.#presence.awareness;
  }

  readonly getState = (): SharedTextState => this.#reading.getState();

  readonly subscribe = (listener: () => void): (() => void) => this.#reading.subscribe(listener);

  readonly onChange: SharedTextStore['onChange'] = (listener) =>
    this.#reading.onChange(ownEdit, listener);

  readonly open = (): void => {
    const { persistence, document } = this.#options;
    this.#persistence ??= persistence?.(document, this.doc);
    this.#presence.open();
    this.#link.open();
  };

  readonly close = (): void => {
    void this.#persistence?.destroy();
    this.#persistence = undefined;
    this.#presence.close();
    this.#link.close();
  };

  readonly edit = (change: TextChange): void => {
    this.doc.transact(() => applyChange(this.sharedType, change), ownEdit);
  };

  readonly replaceText = (text: string): void => {
    const change = changeBetween(this.sharedType.toJSON(), text);
    if (!change) return;
    this.#undo.begin();
    this.doc.transact(() => applyChange(this.sharedType, change), wholeEdit);
  };

  readonly setCursor = (head: number | null, anchor?: number): void => {
    this.#cursor.move(head, anchor);
    this.#presence.move(this.#cursor.shared);
  };

  readonly getCursor = (): TextRange | undefined => this.#cursor.range;

  readonly rename = (name: string): void => this.#presence.rename(name);

  readonly undo = (): void => this.#undo.undo();

  readonly redo = (): void => this.#undo.redo();

  readonly write: SharedTextStore['write'] = (source, at, { name = 'Model' } = {}) => {
    const range = this.#rangeOf(at);
    const writing = startWriting({
      source,
      range,
      name,
      text: this.sharedType,
      doc: this.doc,
      proposals: this.#proposals,
      writer: this.#presence.addWriter(name),
      followUndo: (origin, stop) => this.#undo.follow(origin, stop),
    });
    this.#writings.add(writing);
    this.#reading.change();
    void this.#forgetEnded(writing);
    return writing;
  };

  readonly stop = (): void => {
    for (const writing of this.#writings) writing.stop();
  };

  readonly accept = (id?: string): void => {
    this.doc.transact(() => this.#proposals.accept(id), 'accept');
  };

  readonly reject = (id?: string): void => {
    for (const writing of this.#writings) if (id === undefined || writing.id === id) writing.stop();
    this.#undo.begin();
    this.doc.transact(() => this.#proposals.reject(id), wholeEdit);
  };

  readonly keepVersion = (label: string): void => {
    const user = this.awareness.getLocalState()?.['user'] as { readonly name?: string } | undefined;
    const version = { text: this.sharedType.toJSON(), label, by: user?.name ?? '' };
    this.doc.transact(() => this.#versions.keep(version), 'version');
  };

  readonly restoreVersion = (id: string): void => {
    const version = this.#versions.read().find((each) => each.id === id);
    if (version) this.replaceText(version.text);
  };

  async #forgetEnded(writing: Writing): Promise<void> {
    await writing.ended;
    this.#writings.delete(writing);
    this.#reading.change();
  }

  #rangeOf(at: number | TextRange | undefined): TextRange {
    const { length } = this.sharedType;
    const within = (place: number) => Math.max(0, Math.min(length, place));
    const place = at ?? this.getCursor()?.to ?? length;
    const given = typeof place === 'object' ? place : { from: place, to: place };
    const start = within(given.from);
    const [from, to] = wholeCharacters(this.sharedType, start, Math.max(start, within(given.to)));
    return { from, to };
  }
}
