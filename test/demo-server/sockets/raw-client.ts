import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';
import type { ClientFrame, ServerFrame } from '../../../src/protocol/index.ts';
import { parseServerFrame } from '../../../src/protocol/index.ts';

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { readonly type: Type }>;

/** A client that speaks frame by frame and does nothing of its own accord, not even answer pings. */
export class RawClient {
  /** All frames, oldest first. */
  readonly frames: ServerFrame[] = [];
  /** The close code. */
  readonly closed: Promise<number>;
  readonly socket: WebSocket;
  #read = 0;

  constructor(url: string, options: ClientOptions = {}, protocols: string[] = ['chat.v1']) {
    this.socket = new WebSocket(url, protocols, options);
    this.socket.on('message', (data: Buffer) => {
      const frame = parseServerFrame(data.toString());
      if (frame) this.frames.push(frame);
    });
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    // A refused upgrade closes as well.
    this.socket.on('error', () => {});
  }

  /** Opens a client and says hello. */
  static async open(
    url: string,
    hello: Partial<Extract<ClientFrame, { type: 'hello' }>> = {},
    options: ClientOptions = {},
  ): Promise<RawClient> {
    const client = new RawClient(url, options);
    await once(client.socket, 'open');
    client.say({ type: 'hello', v: 1, ...hello });
    return client;
  }

  say(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Waits for the next frame of a type; those before it are passed over. */
  async next<Type extends ServerFrame['type']>(type: Type): Promise<FrameOf<Type>> {
    for (;;) {
      const index = this.frames.findIndex((frame, at) => at >= this.#read && frame.type === type);
      const found = this.frames[index];
      if (found?.type === type) {
        this.#read = index + 1;
        return found as FrameOf<Type>;
      }
      await Promise.race([once(this.socket, 'message'), this.closed.then(throwClosed)]);
    }
  }

  /** Waits until everything that the server had to say by now has come. */
  async settled(): Promise<void> {
    const t = Math.random();
    this.say({ type: 'ping', t });
    while (!this.frames.some((frame) => frame.type === 'pong' && frame.t === t)) {
      await Promise.race([once(this.socket, 'message'), this.closed.then(throwClosed)]);
    }
  }

  /** The frames of a type, so far. */
  all<Type extends ServerFrame['type']>(type: Type): FrameOf<Type>[] {
    return this.frames.filter((frame): frame is FrameOf<Type> => frame.type === type);
  }

  close(): void {
    this.socket.terminate();
  }
}

function throwClosed(code: number): never {
  throw new Error(`The server has closed the socket with ${code}.`);
}
