import { ChatError } from '../protocol/chat-error.ts';
import type { RoomClientFrame, RoomServerFrame } from '../protocol/room-frame.ts';
import type { OpenRoomLink, RoomLinkEvents } from '../rooms/room-link.ts';
import type { RunStore } from '../server/runs/run-store.ts';
import { FairPump, type FrameSource } from '../server/sockets/fair-pump.ts';
import type { RoomDoor, RoomVisit } from '../server/sockets/room-door.ts';
import { readRoomRun } from './read-room-run.ts';

/** A server of rooms, as a pipe leads to it. */
interface RoomPipeEnd {
  /** Its rooms. */
  readonly door: RoomDoor;
  /** Where the answers of its models are. */
  readonly runs: Pick<RunStore, 'get'>;
}

/** How a pipe leads. */
export interface RoomPipeOptions {
  /** The server of the next connection; undefined while none can be reached. */
  readonly reach: () => RoomPipeEnd | undefined;
  /** Who comes through it. @default '', whoever holds the secret of the page */
  readonly owner?: string | undefined;
  /** How long the next frame takes, in milliseconds; none overtakes another. @default 0 */
  readonly delayMs?: (() => number) | undefined;
  /** How long until a lost connection is tried again, in milliseconds. @default 100 */
  readonly againMs?: number | undefined;
}

/** A way between members and rooms in one page, without a network. */
export interface RoomPipe {
  /** What `createRoom` is given as `openLink`. */
  readonly openLink: OpenRoomLink;
  /** Loses all connections, with what was on its way in them. */
  readonly cut: () => void;
}

/** Makes a pipe to rooms: frames go through it as over a socket, as copies and in their order. */
export function roomPipe(options: RoomPipeOptions): RoomPipe {
  const connections = new Set<Connection>();
  return {
    openLink(_, events) {
      const connection = new Connection(options, events, () => connections.delete(connection));
      connections.add(connection);
      return connection;
    },
    cut: () => connections.forEach((connection) => connection.cut()),
  };
}

class Connection {
  readonly #options: RoomPipeOptions;
  readonly #events: RoomLinkEvents;
  readonly #onClosed: () => void;
  #end: RoomPipeEnd | undefined;
  #visit: RoomVisit | undefined;
  // Counts connections: what was on its way in an earlier one is lost.
  #life = 0;
  #isClosed = false;
  #handled: Promise<void> = Promise.resolve();
  #up = 0;
  #down = 0;
  #reading = new Map<string, AbortController>();

  constructor(options: RoomPipeOptions, events: RoomLinkEvents, onClosed: () => void) {
    this.#options = options;
    this.#events = events;
    this.#onClosed = onClosed;
    this.#later(0, () => this.#connect());
  }

  send = (frame: RoomClientFrame): void => {
    const visit = this.#visit;
    if (!visit) return;
    this.#up = this.#carry(this.#up, () => {
      this.#handled = this.#handled.then(() => visit.take(frame)).catch(() => undefined);
    });
  };

  read = (runs: readonly string[]): void => {
    for (const [run, stop] of this.#reading) {
      if (runs.includes(run)) continue;
      stop.abort();
      this.#reading.delete(run);
    }
    for (const run of runs) if (!this.#reading.has(run)) this.#readOne(run);
  };

  well = (): void => undefined;

  close = (): void => {
    const visit = this.#visit;
    this.#isClosed = true;
    this.#onClosed();
    this.#lose();
    visit?.close();
  };

  cut = (): void => {
    const visit = this.#visit;
    if (!visit) return;
    this.#lose();
    // The server notices by and by.
    this.#later(this.#options.delayMs?.() ?? 0, () => visit.close());
    this.#events.onLost(new ChatError('network', 'The connection was lost.'));
    this.#later(this.#options.againMs ?? 100, () => this.#connect());
  };

  #connect(): void {
    if (this.#isClosed) return;
    this.#end = this.#options.reach();
    const life = (this.#life += 1);
    if (!this.#end) return this.#later(this.#options.againMs ?? 100, () => this.#connect());
    const told = (frame: RoomServerFrame) =>
      life === this.#life && this.#tell(JSON.stringify(frame));
    const pump = new FairPump(
      { bufferedAmount: 0, send: (data) => life === this.#life && this.#tell(String(data)) },
      () => this.cut(),
    );
    this.#visit = this.#end.door.enter({
      owner: this.#options.owner ?? '',
      session: crypto.randomUUID(),
      address: '',
      request: () => new Request('http://localhost/'),
      tell: told,
      listen: (source: FrameSource) => pump.add(source),
      leave: (source) => pump.remove(source),
    });
    return this.#events.onOpen();
  }

  #tell(text: string): void {
    this.#down = this.#carry(this.#down, () =>
      this.#events.onFrame(JSON.parse(text) as RoomServerFrame),
    );
  }

  #readOne(run: string): void {
    const stop = new AbortController();
    this.#reading.set(run, stop);
    const owner = this.#visit?.ownerOf(run);
    if (!this.#end || owner === undefined) return;
    void readRoomRun(this.#end.runs, { run, owner, signal: stop.signal }, (message) =>
      this.#events.onAnswer(run, message),
    );
  }

  #lose(): void {
    this.#life += 1;
    this.#visit = undefined;
    this.#handled = Promise.resolve();
    for (const stop of this.#reading.values()) stop.abort();
    this.#reading.clear();
  }

  /** Carries something, not before what was sent before it. @param last When that arrives. */
  #carry(last: number, arrive: () => void): number {
    const life = this.#life;
    const at = Math.max(last, Date.now() + (this.#options.delayMs?.() ?? 0));
    this.#later(at - Date.now(), () => {
      if (life === this.#life) arrive();
    });
    return at;
  }

  #later(ms: number, act: () => void): void {
    setTimeout(act, ms);
  }
}
