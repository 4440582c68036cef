import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { ChatError, type ChatErrorCode } from 'rivulet/protocol';
import { hangUp } from 'rivulet/server/node';
import type { Observer } from './observer.ts';
import type { OpenAnswers } from './open-answers.ts';

type Answer = readonly [status: string, code: ChatErrorCode, message: string];

const answers: Readonly<Record<string, Answer>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'timeout',
    'The request took too long to come. Send all of it at once.',
  ],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'too-large',
    'The head of the request is too large. Leave out fields or cookies.',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [
    '413 Content Too Large',
    'too-large',
    'The chunks carry too large extensions. Leave them out.',
  ],
};
const unreadable: Answer = [
  '400 Bad Request',
  'bad-request',
  'This is no request of HTTP/1.1. Check what stands between the client and the server.',
];
const tunnel: Answer = [
  '405 Method Not Allowed',
  'bad-request',
  'This server opens no tunnels. Take it out of the proxy settings of the client.',
];

/** Answers what never becomes a request: half ones, slow ones, garbage, CONNECT. */
export function answerBadRequests(server: Server, open: OpenAnswers, observer: Observer): void {
  const answer = (socket: Duplex, [status, code, message]: Answer): void => {
    const address = 'remoteAddress' in socket ? String(socket.remoteAddress) : undefined;
    observer.refused({ door: 'http', reason: code, status: Number.parseInt(status, 10), address });
    hangUp(socket, status, new ChatError(code, message));
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A client that is gone hears nothing, and half an answer cannot be followed by another.
    const isGone = error.code === 'ECONNRESET' || error.code === 'EPIPE' || !socket.writable;
    if (isGone || open.isHalfWritten(socket)) socket.destroy();
    else answer(socket, answers[error.code ?? ''] ?? unreadable);
  });
  server.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy());
    answer(socket, tunnel);
  });
}
