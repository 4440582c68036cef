import { ChatError } from '../protocol/chat-error.ts';
import {
  documentProtocol,
  documentTokenProtocol,
  encodeDocumentFrame,
} from '../protocol/document-frame.ts';
import { webSocketUrl } from '../transports/web-socket/web-socket-like.ts';
import type { DocumentSocket, DocumentSocketConstructor } from './document-socket.ts';

/** Where a document is, and who comes to it. */
export interface DocumentSocketOptions {
  /** The address of the documents; the document's name is put behind it. */
  readonly url: string;
  readonly document: string;
  readonly token?: string | (() => string | Promise<string>) | undefined;
  readonly WebSocket?: DocumentSocketConstructor | undefined;
}

/** Who is told of a socket. */
export interface DocumentSocketListener {
  /** It is open, and has been told who comes. */
  readonly open: () => void;
  readonly message: (data: unknown) => void;
  readonly close: (code: number, reason: string) => void;
}

/** Opens a socket of a document. Throws a `ChatError` of code `config` where there is no WebSocket. */
export function openDocumentSocket(
  { url, document, token, WebSocket = globalThis.WebSocket }: DocumentSocketOptions,
  hear: DocumentSocketListener,
): DocumentSocket {
  const address = webSocketUrl(`${url.replace(/\/$/, '')}/${encodeURIComponent(document)}`);
  const Socket = WebSocket as DocumentSocketConstructor | undefined;
  if (!Socket) throw noWebSocket();
  const protocols = token === undefined ? [] : [documentTokenProtocol];
  const socket = new Socket(address, [...protocols, documentProtocol]);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => void introduce());
  socket.addEventListener('message', ({ data }) => hear.message(data));
  socket.addEventListener('close', ({ code = 1006, reason = '' }) => hear.close(code, reason));
  // A close follows it.
  socket.addEventListener('error', ignore);
  return socket;

  /** Says who comes, to a server that asks for it. */
  async function introduce(): Promise<void> {
    if (socket.protocol !== documentTokenProtocol) return hear.open();
    try {
      const given = typeof token === 'function' ? await token() : (token ?? '');
      if (socket.readyState !== 1) return;
      socket.send(encodeDocumentFrame({ type: 'token', token: given }));
      hear.open();
    } catch {
      // Whoever gives tokens cannot now: it is asked for the next socket.
      socket.close();
    }
  }
}

function ignore(): void {}

function noWebSocket(): ChatError {
  const text =
    'There is no WebSocket here. Pass one as the option WebSocket, such as that of the package ws.';
  return new ChatError('config', text);
}
