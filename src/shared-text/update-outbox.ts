import type { DocumentFrame } from '../protocol/document-frame.ts';
import { encodeAwarenessUpdate, mergeUpdates, type Awareness } from './yjs.ts';

/** What an outbox needs. */
export interface UpdateOutboxOptions {
  readonly send: (frame: DocumentFrame) => void;
  /** Is told when `isSaved` may have changed. */
  readonly onChange: () => void;
}

// So many frames a second are within what a server takes.
const pauseMs = 30;

/** What a replica has to tell its server: the first edit at once, those that follow in short intervals, as one. */
export class UpdateOutbox {
  readonly #options: UpdateOutboxOptions;
  #updates: Uint8Array[] = [];
  #clients = new Set<number>();
  #awareness: Awareness | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOpen = false;
  /** Whether the server has been told what it lacks; from then on each edit goes by itself. */
  #isLevel = false;
  #tellsStored = false;
  #sent = 0;
  #stored = 0;
  #isDirty = false;

  constructor(options: UpdateOutboxOptions) {
    this.#options = options;
  }

  /** Whether the server has stored all that was edited here. */
  get isSaved(): boolean {
    return !this.#isDirty;
  }

  /** A socket is open. @param tellsStored Whether the server says what it has stored. */
  open(tellsStored: boolean): void {
    this.#isOpen = true;
    this.#tellsStored = tellsStored;
    [this.#sent, this.#stored] = [0, 0];
  }

  /** The socket is closed: what is left is told by `sendAll` on the next one. */
  close(): void {
    this.#isOpen = false;
    this.#isLevel = false;
    this.#updates = [];
    this.#clients.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Notes an edit. */
  addUpdate(update: Uint8Array): void {
    this.#isDirty = true;
    this.#options.onChange();
    if (!this.#isLevel) return;
    this.#updates.push(update);
    this.#schedule();
  }

  /** Notes that some replicas have something to say of themselves. */
  addPresence(clients: readonly number[], awareness: Awareness): void {
    if (!this.#isOpen) return;
    this.#awareness = awareness;
    for (const client of clients) this.#clients.add(client);
    this.#schedule();
  }

  /** Sends all that the server lacks. */
  sendAll(missing: Uint8Array): void {
    this.#updates = [];
    this.#isLevel = true;
    this.#send('missing', missing);
  }

  /** Notes how many frames of this socket the server has stored. */
  confirm(count: number): void {
    this.#stored = count;
    this.#settle();
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    this.#flush();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#updates.length > 0 || this.#clients.size > 0) this.#schedule();
    }, pauseMs);
  }

  #flush(): void {
    const [first] = this.#updates;
    if (first) {
      const update = this.#updates.length === 1 ? first : mergeUpdates(this.#updates);
      this.#updates = [];
      this.#send('update', update);
    }
    const awareness = this.#awareness;
    // Of a replica whose clock is not known there is nothing to tell.
    const clients = [...this.#clients].filter((client) => awareness?.meta.has(client));
    this.#clients.clear();
    if (!awareness || clients.length === 0) return;
    this.#options.send({ type: 'presence', bytes: encodeAwarenessUpdate(awareness, clients) });
  }

  #send(type: 'missing' | 'update', bytes: Uint8Array): void {
    this.#options.send({ type, bytes });
    this.#sent += 1;
    if (!this.#tellsStored) this.#stored = this.#sent;
    this.#settle();
  }

  #settle(): void {
    if (!this.#isDirty || !this.#isLevel) return;
    this.#isDirty = this.#stored < this.#sent || this.#updates.length > 0;
    if (!this.#isDirty) this.#options.onChange();
  }
}
