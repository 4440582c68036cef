import type { WireFormat } from '../../dialects/dialect.ts';
import type { ChatRequest } from '../../protocol/chat-transport.ts';

/** What goes out over a socket: text as it is, an object as JSON, a list as one frame each. */
export type SocketFrames = string | object | readonly (string | object)[];

/** The words of a server that speaks no `chat.v1`. */
export interface WebSocketWords {
  /** Makes what asks for an answer, such as `{ type: 'chat', message }`. What it throws ends the answer as an error of code `config`. */
  readonly send: (request: ChatRequest) => SocketFrames | Promise<SocketFrames>;
  /** Makes what stops an answer, such as `{ type: 'cancel' }`. @default the socket is closed */
  readonly cancel?: ((runId: string) => SocketFrames) | undefined;
  /** The format of what comes: the same that `httpTransport` reads. @default detected by the first frames */
  readonly format?: WireFormat | undefined;
  /** The subprotocols to offer. @default none */
  readonly protocols?: readonly string[] | undefined;
}
