import { createServer } from 'node:http';
import { WebSocket } from 'ws';
import {
  createDocuments,
  type Documents,
  type DocumentsOptions,
} from '../../src/server/documents/create-documents.ts';
import { memoryDocuments } from '../../src/server/documents/memory-documents.ts';
import { attachDocuments } from '../../src/server/node/attach-documents.ts';
import {
  createSharedText,
  type SharedTextOptions,
  type SharedTextStore,
} from '../../src/shared-text/create-shared-text.ts';

/** A server of shared documents, and people who come to it. */
export interface DocumentServer {
  readonly port: number;
  readonly url: string;
  /** Somebody opens a document. */
  person(document: string, options?: Partial<SharedTextOptions>): SharedTextStore;
  /** Ends it in order. */
  close(): Promise<void>;
  /** Cuts all connections and ends without storing anything more. */
  kill(): Promise<void>;
}

function documentsOf(options: Partial<DocumentsOptions>): Documents {
  return createDocuments({ store: memoryDocuments(), admit: () => 'write', ...options });
}

/** Starts a server of documents on a free loopback port, or on `port`. */
export async function startDocuments(
  options: Partial<DocumentsOptions> = {},
  port = 0,
  documents: Documents = documentsOf(options),
): Promise<DocumentServer> {
  const server = createServer((_request, response) => void response.writeHead(404).end());
  const sockets = await attachDocuments(server, documents);
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : 0;
  const url = `http://127.0.0.1:${bound}/api/documents`;
  const people: SharedTextStore[] = [];
  const connections = new Set<import('node:net').Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  const end = () => {
    for (const socket of connections) socket.destroy();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return {
    port: bound,
    url,
    person(document, more = {}) {
      const person = createSharedText({
        url,
        document,
        WebSocket: WebSocket as never,
        random: () => 0.1,
        ...more,
      });
      people.push(person);
      person.open();
      return person;
    },
    async close() {
      for (const person of people) person.close();
      await sockets.close();
      await documents.close();
      await end();
    },
    async kill() {
      await end();
      await sockets.close();
    },
  };
}
