import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerOverHttp } from './answer-over-http.ts';
import type { UpgradeRequest } from './upgrade-request.ts';

/**
 * Hands the requests to become a WebSocket to `open`; returns a function that ends that. A request for any other protocol
 * (`h2c`, `TLS/1.0`) is answered over HTTP/1.1 as if it had not asked (RFC 9110 §7.8). Node gives a server with a listener
 * for upgrades all of them.
 */
export function takeUpgrades(server: Server, open: (asked: UpgradeRequest) => void): () => void {
  const onUpgrade: UpgradeListener = (request, socket, head) => {
    // Node has taken its own listener off the socket: without one, a reset would end the process.
    socket.on('error', () => socket.destroy());
    afterAnswers(socket, () => {
      if (isWebSocketRequest(request)) open({ request, socket, head });
      else answerOverHttp(server, { request, socket, head });
    });
  };
  server.on('upgrade', onUpgrade);
  return () => void server.off('upgrade', onUpgrade);
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Whether a request is the handshake of RFC 6455: a GET over HTTP/1.1 without a body, with WebSocket among its protocols. */
function isWebSocketRequest({ method, httpVersion, headers }: IncomingMessage): boolean {
  const hasBody = Number(headers['content-length'] ?? 0) !== 0 || 'transfer-encoding' in headers;
  const protocols = (headers.upgrade ?? '').split(',').map((name) => name.trim().toLowerCase());
  return method === 'GET' && httpVersion === '1.1' && !hasBody && protocols.includes('websocket');
}

/** Waits for the answers to the requests before this one on the same connection: theirs come first. */
function afterAnswers(socket: Duplex, then: () => void): void {
  if (socket.destroyed) return;
  // Node keeps here the answer that the socket is for, and tells it nowhere else.
  // oxlint-disable-next-line no-underscore-dangle -- the name is Node's
  const answer = '_httpMessage' in socket ? socket._httpMessage : undefined;
  if (!isAnswer(answer)) return then();
  // The next answer gets the socket in the same moment.
  answer.once('close', () => setImmediate(() => afterAnswers(socket, then)));
}

function isAnswer(value: unknown): value is NodeJS.EventEmitter {
  return typeof value === 'object' && value !== null && 'once' in value;
}
