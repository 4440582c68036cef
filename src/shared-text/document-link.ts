import {
  documentProtocol,
  encodeDocumentFrame,
  parseDocumentFrame,
  type DocumentFrame,
} from '../protocol/document-frame.ts';
import { browserPage, type PageSignals } from '../transports/page-signals.ts';
import type { DocumentSocket } from './document-socket.ts';
import { openDocumentSocket, type DocumentSocketOptions } from './open-document-socket.ts';
import type { OwnPresence } from './own-presence.ts';
import { refusalOf } from './refusal-of.ts';
import type { SharedTextState } from './shared-text-state.ts';
import { UpdateOutbox } from './update-outbox.ts';
import {
  applyAwarenessUpdate,
  applyUpdate,
  encodeStateAsUpdate,
  encodeStateVector,
  type Doc,
} from './yjs.ts';

/** How a replica reaches its server. */
export interface DocumentLinkOptions extends DocumentSocketOptions {
  readonly page?: PageSignals | undefined;
  readonly random?: (() => number) | undefined;
}

type LinkState = Pick<SharedTextState, 'status' | 'error' | 'canWrite'>;

const baseMs = 300;
const capMs = 10_000;
// A socket on which nothing is heard for so long is asked, and is dead when it does not answer either.
const silenceMs = 20_000;
const answerMs = 10_000;

/** The way between a replica and its server: it mends itself, and both tell each other what they lack. */
export class DocumentLink {
  readonly #doc: Doc;
  readonly #presence: OwnPresence;
  readonly #options: DocumentLinkOptions;
  readonly #page: PageSignals;
  readonly #onChange: () => void;
  readonly #outbox: UpdateOutbox;
  #state: LinkState = { status: 'closed', error: undefined, canWrite: true };
  #socket: DocumentSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  /** Whether the server of this socket takes no edits. */
  #isDenied = false;
  #stopHearing: () => void = () => {};

  constructor(
    doc: Doc,
    presence: OwnPresence,
    options: DocumentLinkOptions & { readonly onChange: () => void },
  ) {
    this.#doc = doc;
    this.#presence = presence;
    this.#options = options;
    this.#page = options.page ?? browserPage;
    this.#onChange = options.onChange;
    this.#outbox = new UpdateOutbox({
      send: (frame) => this.#send(frame),
      onChange: options.onChange,
    });
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#outbox.addUpdate(update);
    });
    const { awareness } = presence;
    awareness.on('update', (changed: Readonly<Record<string, number[]>>, origin: unknown) => {
      // Nobody here speaks for anybody else.
      const own = Object.values(changed)
        .flat()
        .filter((id) => presence.isOwn(id));
      if (origin !== this && own.length > 0) this.#outbox.addPresence(own, awareness);
    });
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Whether the server has stored all edits. */
  get isSaved(): boolean {
    return this.#outbox.isSaved;
  }

  /** Connects, and connects again whenever that is lost. */
  open(): void {
    if (this.#state.status !== 'closed') return;
    this.#set({ status: 'connecting', error: undefined });
    this.#stopHearing = this.#page.subscribe((change) => {
      if (change === 'suspension') this.#lose();
      if (change === 'network') this.#hearNetwork();
    });
    this.#connect();
  }

  /** Connects no more. */
  close(): void {
    this.#stopHearing();
    clearTimeout(this.#timer);
    this.#drop();
    this.#set({ status: 'closed' });
  }

  #connect(): void {
    clearTimeout(this.#timer);
    if (!this.#page.isOnline()) return this.#set({ status: 'offline' });
    const ifCurrent = (hear: () => void) => this.#socket === socket && hear();
    const socket = openDocumentSocket(this.#options, {
      open: () => ifCurrent(() => this.#greet(socket)),
      message: (data) => ifCurrent(() => this.#hear(data)),
      close: (code, reason) => ifCurrent(() => this.#lost(code, reason)),
    });
    this.#socket = socket;
  }

  #greet(socket: DocumentSocket): void {
    this.#isDenied = false;
    this.#outbox.open(socket.protocol.startsWith(documentProtocol));
    this.#send({ type: 'known', bytes: encodeStateVector(this.#doc) });
    this.#heard();
    // Whoever was told that this one had left hears of it again only by a later word.
    this.#presence.renew();
  }

  #hear(data: unknown): void {
    this.#heard();
    if (!(data instanceof ArrayBuffer)) return;
    try {
      const frame = parseDocumentFrame(new Uint8Array(data));
      if (frame) this.#take(frame);
    } catch {
      // What another replica says wrongly must not end this one.
    }
  }

  #take(frame: DocumentFrame): void {
    switch (frame.type) {
      case 'known':
        return this.#outbox.sendAll(encodeStateAsUpdate(this.#doc, frame.bytes));
      case 'missing':
      case 'update':
        applyUpdate(this.#doc, frame.bytes, this);
        if (frame.type === 'missing') this.#connected();
        return;
      case 'presence':
        return applyAwarenessUpdate(this.#presence.awareness, frame.bytes, this);
      case 'ask-presence':
        return this.#presence.renew();
      case 'stored':
        return this.#outbox.confirm(frame.count);
      case 'denied':
        this.#isDenied = true;
        return this.#set({ canWrite: false });
    }
  }

  #connected(): void {
    this.#attempt = 0;
    this.#set({ status: 'connected', error: undefined, canWrite: !this.#isDenied });
  }

  #lost(code: number, reason: string): void {
    this.#drop();
    const refusal = refusalOf(code, reason);
    if (refusal?.retryable === false) return this.#set({ status: 'refused', error: refusal });
    if (!this.#page.isOnline()) return this.#set({ status: 'offline', error: refusal });
    this.#set({ status: 'reconnecting', error: refusal });
    const bound = Math.min(capMs, baseMs * 2 ** this.#attempt);
    this.#attempt += 1;
    const { random = Math.random } = this.#options;
    const waitMs = Math.max(random() * bound, refusal?.retryAfterMs ?? 0);
    this.#timer = setTimeout(() => this.#connect(), waitMs);
  }

  #hearNetwork(): void {
    const { status } = this.#state;
    if (!this.#page.isOnline()) return this.#lose();
    if (status !== 'offline' && status !== 'reconnecting') return;
    this.#set({ status: 'reconnecting' });
    if (!this.#socket) this.#connect();
  }

  /** Gives a connection up that is as good as lost. */
  #lose(): void {
    if (this.#state.status !== 'refused') this.#lost(1006, '');
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    this.#outbox.close();
    socket?.close();
    this.#presence.forgetOthers(this);
  }

  #heard(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      this.#send({ type: 'ask-presence' });
      this.#watchdog = setTimeout(() => this.#lose(), answerMs);
    }, silenceMs);
  }

  #send(frame: DocumentFrame): void {
    if (this.#socket?.readyState === 1) this.#socket.send(encodeDocumentFrame(frame));
  }

  #set(changed: Partial<LinkState>): void {
    this.#state = { ...this.#state, ...changed };
    this.#onChange();
  }
}
