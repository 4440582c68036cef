import { parseClientFrame } from '../../src/protocol/parse-frame.ts';
import type { ClientFrame, ServerFrame } from '../../src/protocol/web-socket-frame.ts';
import type {
  WebSocketConstructor,
  WebSocketLike,
} from '../../src/transports/web-socket/web-socket-like.ts';

type FrameOf<Type extends ClientFrame['type']> = Extract<ClientFrame, { readonly type: Type }>;

/** A socket whose server is the test. */
export class FakeSocket implements WebSocketLike {
  readonly url: string;
  readonly protocols: readonly string[];
  /** What the client has sent, oldest first. */
  readonly sent: ClientFrame[] = [];
  /** The code the client has closed it with. */
  closedWith: number | undefined;
  readyState = 0;
  readonly #listeners = new Map<string, (event: never) => void>();

  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener);
  }

  send(data: string): void {
    this.sent.push(parseClientFrame(data));
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closedWith ??= code;
  }

  /** Opens it and, unless told otherwise, welcomes. */
  accept(welcome: Partial<Extract<ServerFrame, { type: 'welcome' }>> = {}): void {
    this.open();
    this.say({
      type: 'welcome',
      session: 's1',
      heartbeatMs: 15_000,
      maxFrame: 65_536,
      maxStreams: 32,
      maxCredit: 64,
      ...welcome,
    });
  }

  open(): void {
    this.readyState = 1;
    this.#tell('open', {});
  }

  say(frame: ServerFrame): void {
    this.tell(JSON.stringify(frame));
  }

  /** Says anything, in its own words. */
  tell(data: string): void {
    this.#tell('message', { data });
  }

  /** The server, or the network, closes it. */
  drop(code = 1006): void {
    this.readyState = 3;
    if (code === 1006) this.#tell('error', {});
    this.#tell('close', { code });
  }

  /** The frames of a type that the client has sent. */
  all<Type extends ClientFrame['type']>(type: Type): FrameOf<Type>[] {
    return this.sent.filter((frame): frame is FrameOf<Type> => frame.type === type);
  }

  #tell(type: string, event: object): void {
    this.#listeners.get(type)?.(event as never);
  }
}

/** Makes a `WebSocket` that gives the test all sockets that are opened, oldest first. */
export function fakeSockets(): {
  readonly WebSocket: WebSocketConstructor;
  readonly all: FakeSocket[];
} {
  const all: FakeSocket[] = [];
  class WebSocket extends FakeSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      all.push(this);
    }
  }
  return { WebSocket, all };
}
