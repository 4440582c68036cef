import { ChatError } from '../../protocol/chat-error.ts';
import {
  encodeDocumentFrame,
  encodePresence,
  parseDocumentFrame,
  parsePresence,
  type DocumentFrame,
} from '../../protocol/document-frame.ts';
import { FrameRate } from '../sockets/frame-rate.ts';
import type { ServerSocket, SocketListener } from '../sockets/server-socket.ts';
import { SocketPulse } from '../sockets/socket-pulse.ts';
import type { DocumentLimits } from './document-limits.ts';
import type { DocumentReader, ServerDocument } from './server-document.ts';

/** What a person may do in a document. */
export type DocumentAccess = 'read' | 'write';

/** What one socket of a document needs. */
export interface DocumentConnectionOptions {
  readonly access: DocumentAccess | undefined;
  /**
   * Asks the host what he may do, by the token of his first frame where there is one; also again, later. Where `access` is absent, the
   * first frame is waited for. @default what he may do stays as it is
   */
  readonly admit?: ((token: string | undefined) => Promise<DocumentAccess | undefined>) | undefined;
  /** Whether the client understands `stored`. */
  readonly tellsStored: boolean;
  readonly limits: DocumentLimits;
  /** Opens the document, and says when it is no longer needed. */
  readonly open: () => Promise<ServerDocument>;
  readonly onClosed: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** How a refusal closes a socket: as HTTP's status, in the range that is free for applications. */
const closeCodes: Readonly<Record<string, number>> = {
  protocol: 4400,
  unauthorized: 4401,
  'too-large': 4413,
  'rate-limited': 4429,
  overloaded: 4503,
};

const maxEarly = 32;
const noDocument = 'there is no such document';

/** One person in a shared document, over a socket that speaks as y-websocket does. */
export class DocumentConnection implements SocketListener, DocumentReader {
  readonly #socket: ServerSocket;
  readonly #options: DocumentConnectionOptions;
  readonly #pulse: SocketPulse;
  readonly #frames: FrameRate;
  readonly #bytes: FrameRate;
  #access: DocumentAccess | undefined;
  #token: string | undefined;
  /** What was said before the document was there. */
  readonly #early: DocumentFrame[] = [];
  #document: ServerDocument | undefined;
  #isClosed = false;
  #taken = 0;
  #stored = 0;

  constructor(socket: ServerSocket, options: DocumentConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    const { limits } = options;
    const { framesPerSecond, bytesPerSecond, maxMessageBytes, heartbeatMs } = limits;
    this.#frames = new FrameRate({ burst: framesPerSecond * 4, perSecond: framesPerSecond });
    const burst = Math.max(bytesPerSecond * 16, maxMessageBytes);
    this.#bytes = new FrameRate({ burst, perSecond: bytesPerSecond });
    this.#pulse = new SocketPulse(
      { heartbeatMs, helloMs: heartbeatMs * 2 },
      { beat: () => socket.ping(), dead: () => this.#close(4408, 'nothing was heard') },
    );
    this.#access = options.access;
    if (this.#access) this.#begin();
  }

  /** Takes a message. */
  receive(_text: string | undefined, bytes?: Uint8Array): void {
    if (this.#isClosed) return;
    if (!bytes) return this.#close(1003, 'this server reads bytes');
    this.#pulse.heard();
    if (!this.#frames.take() || !this.#bytes.take(bytes.length)) {
      return this.#close(4429, 'too much at once');
    }
    try {
      const frame = parseDocumentFrame(bytes);
      if (frame) this.#hear(frame);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Notes that it lives. */
  pong(): void {
    this.#pulse.heard();
  }

  /** Notes that the socket is closed. */
  closed(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#pulse.stop();
    this.#document?.leave(this);
    this.#options.onClosed();
  }

  /** Sends a frame; whoever reads too slowly is cut, and asks for what he lacks when he comes back. */
  send(frame: Uint8Array): void {
    if (this.#isClosed) return;
    if (this.#socket.bufferedAmount > this.#options.limits.maxBehindBytes) {
      this.closed();
      return this.#socket.terminate();
    }
    this.#socket.send(frame);
  }

  /** Asks the host again: whoever may not be here any more goes, and whose rights have changed comes again with them. */
  async readmit(): Promise<void> {
    const { admit } = this.#options;
    if (!admit || !this.#access || this.#isClosed) return;
    try {
      const access = await admit(this.#token);
      if (access === undefined) this.#close(4404, noDocument);
      else if (access !== this.#access) this.#close(1012, 'the rights have changed');
    } catch (error) {
      // A host that cannot say now is asked when he comes again.
      this.#options.onFailure(error);
      this.#close(1012, 'the rights are not known');
    }
  }

  /** Says that the server goes away. */
  goAway(): void {
    this.#close(1001, 'the server goes away');
  }

  #begin(): void {
    // What it says before the document is there waits in the socket.
    this.#socket.pause();
    this.#open().catch((error: unknown) => this.#refuse(error));
  }

  #hear(frame: DocumentFrame): void {
    if (this.#document) return this.#take(frame);
    const isFirst = !this.#access && this.#token === undefined;
    if (isFirst) return void this.#greet(frame).catch((error: unknown) => this.#refuse(error));
    // What came with the token in one piece.
    this.#early.push(frame);
    return this.#early.length > maxEarly ? this.#close(4429, 'too much at once') : undefined;
  }

  /** Takes the first frame of somebody whom nobody knows yet. */
  async #greet(frame: DocumentFrame): Promise<void> {
    if (frame.type !== 'token') return this.#close(4401, 'the token comes first');
    this.#token = frame.token;
    this.#socket.pause();
    this.#access = await this.#options.admit?.(frame.token);
    if (this.#access) this.#begin();
    else this.#close(4404, noDocument);
  }

  async #open(): Promise<void> {
    const document = await this.#options.open();
    if (this.#isClosed) return;
    document.enter(this);
    this.#document = document;
    if (this.#access === 'read') this.#say({ type: 'denied', reason: 'read-only' });
    this.#say(document.known());
    const { all } = document.presence;
    if (all.length > 0) this.#say({ type: 'presence', bytes: encodePresence(all) });
    for (const frame of this.#early.splice(0)) this.#take(frame);
    this.#socket.resume();
  }

  #take(frame: DocumentFrame): void {
    const document = this.#document;
    if (!document) return;
    switch (frame.type) {
      case 'known':
        return this.#say(document.missing(frame.bytes));
      case 'missing':
      case 'update':
        return this.#update(document, frame.bytes);
      case 'presence':
        return document.present(parsePresence(frame.bytes), this);
      case 'ask-presence':
        return this.#say({ type: 'presence', bytes: encodePresence(document.presence.all) });
      default:
      // The others are words of a server.
    }
  }

  #update(document: ServerDocument, update: Uint8Array): void {
    // It is told at the beginning that it may not write.
    if (this.#access !== 'write') return;
    document.apply(update, this);
    const taken = (this.#taken += 1);
    if (this.#options.tellsStored) void document.stored().then(() => this.#tellStored(taken));
  }

  #tellStored(count: number): void {
    if (count <= this.#stored) return;
    this.#stored = count;
    this.#say({ type: 'stored', count });
  }

  #say(frame: DocumentFrame): void {
    this.send(encodeDocumentFrame(frame));
  }

  #refuse(error: unknown): void {
    const code = error instanceof ChatError ? closeCodes[error.code] : undefined;
    if (code === undefined) this.#options.onFailure(error);
    // A reason of a close has 123 bytes.
    const reason = code !== undefined && error instanceof Error ? error.message : 'it failed';
    this.#close(code ?? 1011, reason.slice(0, 120));
  }

  #close(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.closed();
    this.#socket.close(code, reason);
    // A paused socket would never hear the goodbye.
    this.#socket.resume();
  }
}
