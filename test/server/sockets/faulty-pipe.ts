import type { ServerSocket, SocketListener } from '../../../src/server/sockets/server-socket.ts';
import type { ManualClock } from '../../../src/testing/index.ts';
import type { WebSocketConstructor, WebSocketLike } from '../../../src/transports/index.ts';

/** What happens to each message on its way, by chance between 0 and 1, and to the sockets. */
export interface PipeFaults {
  readonly drop: number;
  readonly duplicate: number;
  /** How long a message takes at most, in milliseconds; those that take longer are overtaken. */
  readonly delayMs: number;
  /** The chance of each message to be the last of its socket. */
  readonly cut: number;
}

/** What a pipe is made of. */
export interface FaultyPipeOptions {
  readonly clock: ManualClock;
  readonly random: () => number;
  readonly faults: () => PipeFaults;
  /** The server's end of a new socket. */
  readonly accept: (socket: ServerSocket) => SocketListener;
}

type Listeners = Record<string, ((event: never) => void)[]>;

/** Makes a `WebSocket` whose messages reach a server in this process over a bad network, in the clock's time. */
export function faultyPipe({
  clock,
  random,
  faults,
  accept,
}: FaultyPipeOptions): WebSocketConstructor {
  return class implements WebSocketLike {
    readyState = 0;
    readonly #listeners: Listeners = {};
    readonly #server: SocketListener;

    constructor() {
      const socket: ServerSocket = {
        bufferedAmount: 0,
        send: (text, onSent) => {
          this.#carry(() => this.#tell('message', { data: text }));
          if (onSent) clock.setTimeout(onSent, 1);
        },
        close: (code) => this.#end(code),
        terminate: () => this.#end(1006),
        ping() {},
        pause() {},
        resume() {},
      };
      this.#server = accept(socket);
      clock.setTimeout(() => {
        if (this.readyState !== 0) return;
        this.readyState = 1;
        this.#tell('open', {});
      }, random() * faults().delayMs);
    }

    addEventListener(type: string, listener: (event: never) => void): void {
      (this.#listeners[type] ??= []).push(listener);
    }

    send(data: string): void {
      this.#carry(() => this.#server.receive(data));
    }

    close(): void {
      this.#end(1000);
    }

    #carry(deliver: () => void): void {
      const { drop, duplicate, delayMs, cut } = faults();
      const times = random() < drop ? 0 : random() < duplicate ? 2 : 1;
      for (let copy = 0; copy < times; copy += 1) {
        clock.setTimeout(() => {
          if (this.readyState === 1) deliver();
        }, random() * delayMs);
      }
      if (random() < cut) this.#end(1006);
    }

    #end(code: number): void {
      if (this.readyState === 3) return;
      this.readyState = 3;
      clock.setTimeout(() => {
        this.#server.closed();
        this.#tell('close', { code });
      }, 1);
    }

    #tell(type: string, event: object): void {
      for (const listener of this.#listeners[type] ?? []) listener(event as never);
    }
  };
}
