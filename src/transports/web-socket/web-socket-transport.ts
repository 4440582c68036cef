import type { ChatRequest } from '../../protocol/chat-transport.ts';
import { systemClock } from '../clock.ts';
import { browserPage } from '../page-signals.ts';
import { cancelSocketRun } from './web-socket-cancel.ts';
import { SocketConnection } from './web-socket-connection.ts';
import type { ForeignSpeaker, ForeignWordsOptions } from './foreign-words.ts';
import { jsonWords } from './json-words.ts';
import { lostConnection } from '../lost-connection.ts';
import { optionError } from '../option-error.ts';
import { findWebSocket, webSocketUrl } from './web-socket-like.ts';
import type { WebSocketTransport, WebSocketTransportOptions } from './web-socket-options.ts';
import { readSocketRun, type SocketSessionOptions } from './web-socket-session.ts';
import { createSocketTyping } from './web-socket-typing.ts';
import type { WebSocketWords } from './web-socket-words.ts';
import { wireRequest } from '../wire-request.ts';

/** The transport of `webSocketTransport`, at once. */
export function createSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  const { words, token, retry, openTimeoutMs = 10_000, idleMs = 30_000 } = options;
  const { clock = systemClock, page = browserPage, random = Math.random } = options;
  const shared = {
    get url() {
      return webSocketUrl(options.url);
    },
    get WebSocket() {
      return findWebSocket(options.WebSocket);
    },
    token,
    clock,
    page,
    random,
    retry,
    openTimeoutMs,
    idleMs,
  };
  if (words === 'json') return foreignTransport(shared, jsonWords);
  if (typeof words === 'object') return foreignTransport(shared, words);
  const input = (request: ChatRequest): unknown => {
    try {
      return wireRequest(request, options.body);
    } catch (cause) {
      throw optionError('body', cause);
    }
  };
  const connection = new SocketConnection(shared);
  const session: SocketSessionOptions = { connection, clock, page, random, retry, input };
  return {
    send: (request) => readSocketRun(session, request),
    resume: (request) => readSocketRun(session, request),
    cancel: (runId, reason) => cancelSocketRun(session, runId, reason),
    unacknowledged: () => connection.unacknowledged,
    ...createSocketTyping(session),
  };
}

/** Talks to a server in its own words; what that needs is loaded with the first question. */
function foreignTransport(options: ForeignWordsOptions, words: WebSocketWords): WebSocketTransport {
  let speaker: ForeignSpeaker | undefined;
  return {
    async *send(request) {
      try {
        speaker ??= (await import('./foreign-words.ts')).foreignSpeaker(options, words);
        yield* speaker.send(request);
      } catch (cause) {
        yield { type: 'end', end: 'error', error: lostConnection(cause) };
      }
    },
    async *resume() {},
    async cancel(runId) {
      speaker?.cancel(runId);
    },
    mayRepeat: () => false,
    setTyping() {},
    onTyping: () => () => {},
  };
}
