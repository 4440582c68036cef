export type { Clock } from './clock.ts';
export type { HttpEndpointOptions, HttpHeaders } from './http/http-endpoint.ts';
export { httpError } from './http/http-error.ts';
export { httpTransport, type HttpTransportOptions } from './http/http-transport.ts';
export type { RunAddress, RunPlace } from './server-terms.ts';
export type { RunKeeper } from '../dialects/run-facts.ts';
export type { PageChange, PageSignals } from './page-signals.ts';
export type { RetryOptions } from './retry-policy.ts';
export { webSocketTransport } from './web-socket/lazy-web-socket-transport.ts';
export type {
  WebSocketTransport,
  WebSocketTransportOptions,
} from './web-socket/web-socket-options.ts';
export type { WebSocketConstructor, WebSocketLike } from './web-socket/web-socket-like.ts';
export type { SocketFrames, WebSocketWords } from './web-socket/web-socket-words.ts';
export type { SocketTyping, TypingListener } from './web-socket/web-socket-typing.ts';
