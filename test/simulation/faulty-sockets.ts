import { parseClientFrame } from '../../src/protocol/parse-frame.ts';
import { encodeFrame, type ServerFrame } from '../../src/protocol/web-socket-frame.ts';
import type {
  WebSocketConstructor,
  WebSocketLike,
} from '../../src/transports/web-socket/web-socket-like.ts';
import type { NetworkOptions } from './faulty-network.ts';
import { OracleSocket } from './oracle-socket.ts';
import type { OracleRuns } from './oracle-runs.ts';
import type { World } from './world.ts';

/** What sockets need beside the network: now and then a frame of events is lost, repeated or overtaken. */
export interface SocketOptions extends NetworkOptions {
  readonly slip: () => 'twice' | 'never' | 'later' | undefined;
}

/** The same bad network for WebSockets. */
export class FaultySockets {
  /** Sockets that are open, as the page sees them. */
  readonly open = new Set<SimulatedSocket>();
  isOnline = true;
  /** Requests to cancel that never reached the server, and sockets that could not carry one. */
  lostCancels = 0;
  /** What the page calls. */
  readonly WebSocket: WebSocketConstructor;

  constructor(world: World, runs: OracleRuns, options: SocketOptions) {
    const { open } = this;
    const isOnline = (): boolean => this.isOnline;
    const onLost = (): void => void (this.lostCancels += 1);
    this.WebSocket = class extends SimulatedSocket {
      constructor() {
        super(world, runs, options, { isOnline, onLost, onEnd: () => open.delete(this) });
        open.add(this);
      }
    };
  }

  /** Loses the network, and with it what is open. */
  cut(): void {
    this.isOnline = false;
    for (const socket of this.open) socket.drop(1006);
  }
}

interface Surroundings {
  readonly isOnline: () => boolean;
  readonly onLost: () => void;
  readonly onEnd: () => void;
}

type Listener = (event: { readonly data: unknown; readonly code: number }) => void;

class SimulatedSocket implements WebSocketLike {
  readyState = 0;
  readonly #world: World;
  readonly #options: SocketOptions;
  readonly #surroundings: Surroundings;
  readonly #server: OracleSocket;
  readonly #listeners = new Map<string, Set<Listener>>();
  #arrivesAt = 0;
  #reachesAt = 0;
  // How many frames pass before the socket breaks, and how.
  #left = Infinity;
  #breaksBy: 'reset' | 'hole' = 'reset';

  constructor(world: World, runs: OracleRuns, options: SocketOptions, surroundings: Surroundings) {
    this.#world = world;
    this.#options = options;
    this.#surroundings = surroundings;
    this.#server = new OracleSocket(world, runs, {
      send: (frame) => this.#deliver(frame),
      close: (code) => this.drop(code),
    });
    const fault = options.fault();
    world.note(`socket ${fault ?? ''}`);
    if (fault === 'reset' || fault === 'end' || fault === 'hole') {
      this.#left = Math.floor(world.random.next() ** 2 * 20);
      this.#breaksBy = fault === 'hole' ? 'hole' : 'reset';
    }
    if (fault === 'request lost') return;
    const opens = fault === undefined || fault === 'buffering' || this.#left < Infinity;
    world.after(options.latency(), () => {
      if (opens && surroundings.isOnline()) this.#reach(() => this.#open());
      else this.drop(fault === 'unauthorized' ? 4401 : 1006);
    });
  }

  addEventListener(type: string, listener: Listener | (() => void)): void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
  }

  send(data: string): void {
    const frame = parseClientFrame(data);
    if (!frame) return;
    const isHole = this.#left <= 0;
    if (frame.type === 'cancel' && (isHole || this.readyState !== 1)) this.#surroundings.onLost();
    if (isHole) return;
    const { now } = this.#world;
    this.#reachesAt = Math.max(this.#reachesAt, now + this.#options.latency());
    this.#world.after(this.#reachesAt - now, () => {
      if (this.readyState === 1) this.#server.take(frame);
      else if (frame.type === 'cancel') this.#surroundings.onLost();
    });
  }

  close(): void {
    if (this.readyState === 0) this.#surroundings.onLost();
    this.#end();
  }

  /** Ends the socket from the other side. */
  drop(code: number): void {
    this.#surroundings.onLost();
    this.#reach(() => {
      if (this.readyState === 3) return;
      this.#end();
      this.#tell('close', { data: undefined, code });
    });
  }

  #open(): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.#tell('open', { data: undefined, code: 0 });
  }

  #deliver(frame: ServerFrame): void {
    const slip = frame.type === 'ev' ? this.#options.slip() : undefined;
    if (slip === 'never') return;
    this.#pass(frame, slip === 'later' ? 400 : 0);
    if (slip === 'twice') this.#pass(frame, 0);
  }

  #pass(frame: ServerFrame, lateMs: number): void {
    if (this.#left <= 0) return;
    this.#left -= 1;
    const { now } = this.#world;
    const at = Math.max(this.#arrivesAt, now + this.#options.latency());
    if (lateMs === 0) this.#arrivesAt = at;
    const data = encodeFrame(frame);
    this.#world.after(at + lateMs - now, () => {
      this.#reach(() => {
        if (this.readyState === 1) this.#tell('message', { data, code: 0 });
      });
    });
    if (this.#left <= 0 && this.#breaksBy === 'reset') {
      this.#world.after(at - now, () => this.drop(1006));
    }
  }

  #reach(action: () => void): void {
    this.#world.reach(action);
  }

  #end(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#surroundings.onEnd();
    // Behind a black hole the server learns of it by its own heartbeats at the earliest.
    this.#world.after(this.#options.latency(), () => this.#server.leave());
  }

  #tell(type: string, event: { readonly data: unknown; readonly code: number }): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event);
  }
}
