import { randomInt, randomUUID } from 'node:crypto';
import {
  parseDocumentFrame,
  parsePresence,
  type ChatError,
  type PresenceEntry,
} from 'rivulet/protocol';
import type {
  DocumentEdit,
  DocumentReader,
  Documents,
  ServerDocument,
} from 'rivulet/server/documents';
import { z } from 'zod';
import { checkFields } from '../../http/message-parts.ts';
import type { GuideTalk, GuideWords } from './guide-talk.ts';

const place = z.number().int().min(0);
const operationFrame = z.looseObject({
  operation: z.discriminatedUnion('type', [
    z.object({ type: z.literal('insert'), position: place, text: z.string() }),
    z.object({ type: z.literal('delete'), start: place, length: place }),
  ]),
});
const cursorFrame = z.looseObject({ position: place });
// Editors forget whoever says nothing for twice as long.
const renewMs = 15_000;

/** What the others know of somebody, as far as these words can tell it. */
interface Shown {
  readonly session: string;
  readonly position: number | undefined;
}

/**
 * The words of `/collaborate/:doc`: insert, delete and cursor_position, in the very document that `/api/documents/:doc` serves to
 * editors of Yjs, who see these people as others. Places count as strings of JavaScript do.
 */
export class CollaborateWords implements GuideWords, DocumentReader {
  readonly #talk: GuideTalk;
  readonly #session = randomUUID();
  readonly #client = randomInt(2 ** 31);
  readonly #shown = new Map<number, Shown>();
  readonly #joining: Promise<ServerDocument>;
  #clock = 0;
  /** As it was said, and as replicas tell each other. */
  #position: number | undefined;
  #cursor: object | null = null;
  #leave: () => void = () => undefined;
  #isClosed = false;

  constructor(talk: GuideTalk, documents: Documents, name: string) {
    this.#talk = talk;
    this.#joining = this.#join(documents, name);
    this.#joining.catch((error: ChatError) => this.refuse(error));
  }

  async receive(frame: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    const document = await this.#joining;
    if (frame?.['type'] === 'operation') {
      const { operation } = checkFields(operationFrame, frame, 'Mend that operation.');
      const isInsert = operation.type === 'insert';
      const edit = isInsert
        ? { at: operation.position, insert: operation.text }
        : { at: operation.start, delete: operation.length };
      document.edit(edit, this);
    }
    if (frame?.['type'] === 'cursor_position') {
      const { position } = checkFields(cursorFrame, frame, 'Mend that position.');
      this.#position = position;
      this.#cursor = document.content.cursorAt(position);
      this.#say(document);
    }
  }

  refuse({ message }: ChatError): void {
    this.#talk.tell({ type: 'error', error: message });
  }

  closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#leave();
  }

  /** Takes a frame of the document: what is said of others; edits come by themselves. */
  send(bytes: Uint8Array): void {
    const frame = parseDocumentFrame(bytes);
    if (frame?.type !== 'presence') return;
    void this.#showAll(parsePresence(frame.bytes));
  }

  goAway(): void {
    this.refuse({ message: 'The document is no longer served. Come back.' } as ChatError);
  }

  async #join(documents: Documents, name: string): Promise<ServerDocument> {
    const held = await documents.use(name);
    const { document } = held;
    const leave = () => held.leave();
    this.#leave = leave;
    if (this.#isClosed) {
      leave();
      return document;
    }
    const { value: content, version } = document.content;
    // Who is there already is not told.
    for (const entry of document.presence.all)
      this.#shown.set(entry.client, shownOf(document, entry));
    document.enter(this);
    this.#talk.tell({ type: 'document_state', doc_id: name, content, version });
    const stop = document.content.onEdit((edits, from) => this.#tellEdits(document, edits, from));
    const timer = setInterval(() => this.#say(document), renewMs);
    this.#leave = () => {
      clearInterval(timer);
      stop();
      document.leave(this);
      leave();
    };
    this.#say(document);
    return document;
  }

  /** Tells the others who is here, and where. */
  #say(document: ServerDocument): void {
    const user = { name: `Guest ${this.#session.slice(0, 4)}`, color: '#777777' };
    const state = JSON.stringify({
      user,
      session: this.#session,
      position: this.#position,
      cursor: this.#cursor,
    });
    this.#clock += 1;
    document.present([{ client: this.#client, clock: this.#clock, state }], this);
  }

  #tellEdits(document: ServerDocument, edits: readonly DocumentEdit[], from: unknown): void {
    if (from === this) return;
    const client = document.presence.clientOf(from);
    const author = client === undefined ? 'another server' : this.#sessionOf(client);
    const { version } = document.content;
    for (const { at, delete: length, insert: text } of edits) {
      const operation =
        text === undefined
          ? { type: 'delete', start: at, length }
          : { type: 'insert', position: at, text };
      this.#talk.tell({ type: 'operation', operation, version, author });
    }
  }

  async #showAll(entries: readonly PresenceEntry[]): Promise<void> {
    const document = await this.#joining;
    for (const entry of entries) this.#show(document, entry);
  }

  #show(document: ServerDocument, entry: PresenceEntry): void {
    const before = this.#shown.get(entry.client);
    if (entry.state === 'null') {
      this.#shown.delete(entry.client);
      if (before) this.#talk.tell({ type: 'user_left', session_id: before.session });
      return;
    }
    const now = shownOf(document, entry);
    this.#shown.set(entry.client, now);
    const { session, position } = now;
    if (!before) this.#talk.tell({ type: 'user_joined', session_id: session });
    if (position === undefined || position === before?.position) return;
    this.#talk.tell({ type: 'cursor_update', session_id: session, position });
  }

  #sessionOf(client: number): string {
    return this.#shown.get(client)?.session ?? String(client);
  }
}

function shownOf(document: ServerDocument, { client, state }: PresenceEntry): Shown {
  const { session, position, cursor } = JSON.parse(state) as Readonly<Record<string, unknown>>;
  return {
    session: typeof session === 'string' ? session : String(client),
    position: typeof position === 'number' ? position : document.content.placeOf(cursor),
  };
}
