export type { Clock } from './clock.ts';
export type { HttpEndpointOptions, HttpHeaders } from './http-endpoint.ts';
export { httpTransport, type HttpTransportOptions } from './http-transport.ts';
export type { RunAddress, RunPlace } from './server-terms.ts';
export type { RunKeeper } from '../dialects/run-facts.ts';
export type { PageChange, PageSignals } from './page-signals.ts';
export type { RetryOptions } from './run-policy.ts';
export {
  webSocketTransport,
  type WebSocketTransport,
  type WebSocketTransportOptions,
} from './web-socket-transport.ts';
export type { WebSocketConstructor, WebSocketLike } from './web-socket-like.ts';
export type { SocketFrames, WebSocketWords } from './web-socket-words.ts';
export type { SocketTyping, TypingListener } from './web-socket-typing.ts';
