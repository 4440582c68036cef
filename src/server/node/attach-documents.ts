import type { IncomingMessage, Server } from 'node:http';
import { documentProtocol, documentTokenProtocol } from '../../protocol/document-frame.ts';
import type { Documents } from '../documents/create-documents.ts';
import { checkOrigin } from '../http/check-origin.ts';
import { requestWithToken } from './request-with-token.ts';
import { openSockets, type ChatSockets, type SocketVerdict } from './socket-server.ts';
import { toRequest } from './to-request.ts';

/** How sockets of shared documents are served. */
export interface AttachDocumentsOptions {
  /** The path that a document's name stands behind. @default '/api/documents' */
  readonly path?: string | undefined;
  /** Origins of other pages that may come, such as `https://app.example`. @default the server's own alone */
  readonly origins?: readonly string[] | undefined;
}

/**
 * Serves shared documents over WebSockets at `<path>/<document>` of a Node server, to `useSharedText` and to any client of
 * y-websocket. Needs the packages `ws` and `yjs`. Upgrades to other paths are left to whoever else listens for them, and
 * refused where nobody does. Rejects with a `ChatError` of code `config` without `ws`.
 */
export function attachDocuments(
  server: Server,
  documents: Documents,
  { path = '/api/documents', origins = [] }: AttachDocumentsOptions = {},
): Promise<ChatSockets> {
  return openSockets(server, {
    judge: async (incoming) => {
      const name = documentAt(incoming.url, path);
      if (name !== undefined) return judgeVisit(documents, incoming, { name, origins });
      if (server.listenerCount('upgrade') > 1) return 'not ours';
      return { refuseWith: '404 Not Found' };
    },
    maxBytes: documents.limits.maxMessageBytes,
    onFailure: (error) => documents.failed(error),
    onRefusal: () => undefined,
  });
}

/** The name of the document that an address below a path is about; undefined for any other. */
export function documentAt(url = '', path: string): string | undefined {
  const [asked = ''] = url.split('?');
  if (!asked.startsWith(`${path}/`)) return undefined;
  try {
    return decodeURIComponent(asked.slice(path.length + 1));
  } catch {
    return undefined;
  }
}

/** Decides about a request for a document's socket. */
export async function judgeVisit(
  documents: Documents,
  incoming: IncomingMessage,
  { name, origins }: { readonly name: string; readonly origins: readonly string[] },
): Promise<SocketVerdict> {
  let request: Request;
  try {
    request = toRequest(incoming);
    // Browsers differ in what they say of a socket's site; its origin they always tell.
    if (request.headers.has('origin')) request.headers.delete('sec-fetch-site');
    checkOrigin(request, origins);
  } catch {
    return { closeWith: 4403, reason: 'this page is not allowed' };
  }
  const [asked = ''] = (incoming.headers['sec-websocket-protocol'] ?? '').split(',');
  const isKnownLater = asked.trim() === documentTokenProtocol;
  const access = isKnownLater ? undefined : await documents.admit(request, name);
  if (!isKnownLater && access === undefined)
    return { closeWith: 4404, reason: 'there is no such document' };
  const admit = async (token: string | undefined) =>
    documents.admit(requestWithToken(incoming, token), name);
  const tellsStored = isKnownLater || asked.trim() === documentProtocol;
  return {
    open: (socket) => documents.connect(socket, { document: name, access, admit, tellsStored }),
  };
}
