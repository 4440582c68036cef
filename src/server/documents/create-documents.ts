import { ChatError } from '../../protocol/chat-error.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { ServerSocket } from '../sockets/server-socket.ts';
import {
  DocumentConnection,
  type DocumentAccess,
  type DocumentConnectionOptions,
} from './document-connection.ts';
import { defaultDocumentLimits, type DocumentLimits } from './document-limits.ts';
import type { DocumentStore } from './document-store.ts';
import type { ServerDocument } from './server-document.ts';

/** How shared documents are served. */
export interface DocumentsOptions {
  /** Keeps them: `memoryDocuments()`, or one of the other entry points. */
  readonly store: DocumentStore;
  /**
   * Says whether whoever asks may read or write a document; undefined for no. To him who may not, the document does not exist.
   * The request is the one for the socket, with its cookies, and with the token that the page has given as its bearer. Asked again every few
   * minutes, and when `readmit` is called.
   */
  readonly admit: (
    request: Request,
    document: string,
  ) => DocumentAccess | undefined | Promise<DocumentAccess | undefined>;
  /** What the people in them may do. @default documents of 4 MiB, messages of 1 MiB, 100 people, 50 frames a second */
  readonly limits?: Partial<DocumentLimits> | undefined;
  /** Is told what failed; what could not be stored is tried again. @default nobody is told */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Whoever enters a document. */
export interface DocumentVisit {
  /** Its name. */
  readonly document: string;
  /** What he may do there; undefined for one whose token is to be asked for first. */
  readonly access: DocumentAccess | undefined;
  /** Asks the host, by the token where there is one. @default he is asked but once */
  readonly admit?: DocumentConnectionOptions['admit'];
  /** Whether the client named the subprotocol `shared-text.v1`. @default false */
  readonly tellsStored?: boolean | undefined;
}

/** A document that is worked in on the server. */
export interface HeldDocument {
  /** The document. */
  readonly document: ServerDocument;
  /** Says that it is no longer needed. */
  leave(): void;
}

/** Shared documents on a server. */
export interface Documents {
  /** What the people in them may do. */
  readonly limits: DocumentLimits;
  /** What somebody may do in a document; undefined where it does not exist for him. */
  admit(request: Request, document: string): Promise<DocumentAccess | undefined>;
  /**
   * Asks `admit` again of all who are in a document at this server, after the host has changed who may be there; resolves when those who
   * may not are out. @param document All of them where it is left out.
   */
  readmit(document?: string): Promise<void>;
  /** Serves one person over his socket. */
  connect(socket: ServerSocket, visit: DocumentVisit): DocumentConnection;
  /** Gives a document to work in, for as long as `leave` is not called. Rejects with what keeps the store from opening it. */
  use(document: string): Promise<HeldDocument>;
  /** Sends everybody out of a document and forgets it. */
  remove(document: string): Promise<void>;
  /** Is told what failed. */
  failed(error: unknown): void;
  /** Sends everybody away, stores what is left and ends the store. */
  close(): Promise<void>;
}

interface Held {
  readonly opening: Promise<ServerDocument>;
  holders: number;
  idle: ReturnType<typeof setTimeout> | undefined;
}

const sweepMs = 5000;
const maxNameLength = 200;

/** Whether a document may have this name: 1 to 200 characters, none of them invisible. */
function isDocumentName(name: string): boolean {
  return name.length > 0 && name.length <= maxNameLength && !/[\p{Cc}\p{Cs}]/u.test(name);
}

/**
 * Serves shared documents: who is let in, what is kept, how much one may do. Needs the package `yjs`, which is loaded with
 * the first document; without it, opening one fails with a `ChatError` of code `config`. Sockets bring it `attachDocuments` of `rivulet/server/node`.
 *
 * @example
 * const documents = createDocuments({ store: memoryDocuments(), admit: (request, name) => rightsOf(userOf(request), name) });
 */
export function createDocuments({ store, admit, limits, onError }: DocumentsOptions): Documents {
  const held = new Map<string, Held>();
  const closing = new Map<string, Promise<void>>();
  const visits = new Map<DocumentConnection, string>();
  const all = { ...defaultDocumentLimits, ...limits };
  const failed = (error: unknown) => onError?.(error);
  const sweeper = restUnnoticed(setInterval(sweep, sweepMs));
  const asking = restUnnoticed(setInterval(() => void documents.readmit(), all.readmitMs));
  const documents: Documents = {
    limits: all,
    admit: async (request, document) =>
      isDocumentName(document) ? admit(request, document) : undefined,
    connect(socket, { document, access, admit: ask, tellsStored = false }) {
      let leave: (() => void) | undefined;
      const connection: DocumentConnection = new DocumentConnection(socket, {
        access,
        admit: ask,
        tellsStored,
        limits: all,
        open: () => {
          leave = hold(document);
          return opened(document);
        },
        onClosed() {
          visits.delete(connection);
          leave?.();
        },
        onFailure: failed,
      });
      visits.set(connection, document);
      return connection;
    },
    async readmit(document) {
      const asked = [...visits].filter(([, name]) => document === undefined || name === document);
      await Promise.all(asked.map(([connection]) => connection.readmit()));
    },
    async use(name) {
      const leave = hold(name);
      try {
        return { document: await opened(name), leave };
      } catch (error) {
        leave();
        throw error;
      }
    },
    async remove(name) {
      await close(name);
      await store.remove(name);
    },
    failed,
    async close() {
      clearInterval(sweeper);
      clearInterval(asking);
      await Promise.all([...held.keys()].map(close));
      await store.close();
    },
  };
  return documents;

  /** Keeps a document open until the function that it returns is called. */
  function hold(name: string): () => void {
    const here = held.get(name) ?? { opening: open(name), holders: 0, idle: undefined };
    held.set(name, here);
    here.holders += 1;
    clearTimeout(here.idle);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      here.holders -= 1;
      if (here.holders === 0 && held.get(name) === here) {
        here.idle = restUnnoticed(setTimeout(() => void close(name).catch(failed), all.idleMs));
      }
    };
  }

  async function open(name: string): Promise<ServerDocument> {
    try {
      // What it has not stored yet, the next one would not find.
      await closing.get(name);
      const { ServerDocument: Opened } = await import('./server-document.ts').catch(noYjs);
      return await Opened.open({ name, store, limits: all, onFailure: failed });
    } catch (error) {
      // The next one tries again.
      held.delete(name);
      throw error;
    }
  }

  function opened(name: string): Promise<ServerDocument> {
    const here = held.get(name);
    return here ? here.opening : Promise.reject(new ChatError('overloaded', 'It was closed.'));
  }

  async function close(name: string): Promise<void> {
    const here = held.get(name);
    if (!here) return;
    clearTimeout(here.idle);
    held.delete(name);
    const ending = here.opening.then(
      (document) => document.close(),
      () => undefined,
    );
    closing.set(name, ending.catch(failed));
    await ending.finally(() => closing.delete(name));
  }

  function sweep(): void {
    for (const { opening } of held.values()) {
      void opening.then(
        (document) => document.sweep(),
        () => undefined,
      );
    }
  }
}

function noYjs(cause: unknown): never {
  const text = 'Shared documents need the package `yjs`. Install it: npm install yjs.';
  throw new ChatError('config', text, { cause });
}
