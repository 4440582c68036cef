import type { Documents } from '../../../src/server/documents/create-documents.ts';
import type { SocketListener } from '../../../src/server/sockets/server-socket.ts';
import type { DocumentSocketConstructor } from '../../../src/shared-text/document-socket.ts';
import type { Random } from '../../simulation/random.ts';

type Hear = (event: { data?: unknown; code?: number; reason?: string }) => void;

/** One connection: messages wait in it until they are delivered, each way in its order, and are lost when it is cut. */
class FakeConnection {
  readonly #hears: [type: string, hear: Hear][] = [];
  #listener: SocketListener | undefined;
  #isPaused = false;
  toServer: Uint8Array[] = [];
  toClient: Uint8Array[] = [];
  readyState = 0;
  protocol = 'shared-text.v1';
  binaryType = '';

  addEventListener(type: string, hear: Hear): void {
    this.#hears.push([type, hear]);
  }

  send(data: Uint8Array): void {
    if (this.readyState === 1) this.toServer.push(data.slice());
  }

  close(): void {
    this.cut(1000);
  }

  accept(documents: Documents): void {
    this.readyState = 1;
    const socket = {
      bufferedAmount: 0,
      send: (data: string | Uint8Array) => void this.toClient.push((data as Uint8Array).slice()),
      ping: () => undefined,
      pause: () => void (this.#isPaused = true),
      resume: () => void (this.#isPaused = false),
      close: (code: number) => this.cut(code),
      terminate: () => this.cut(1006),
    };
    this.#listener = documents.connect(socket, {
      document: 'one',
      access: 'write',
      tellsStored: true,
    });
    this.#tell('open', {});
  }

  /** Ends it at both sides; what waits is lost. */
  cut(code = 1006): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    [this.toServer, this.toClient] = [[], []];
    this.#listener?.closed();
    this.#tell('close', { code });
  }

  get canDeliver(): boolean {
    return this.toClient.length > 0 || (this.toServer.length > 0 && !this.#isPaused);
  }

  /** Delivers the first message that waits one way. */
  deliver(random: Random): void {
    const isUp = this.toServer.length > 0 && !this.#isPaused;
    if (isUp && (this.toClient.length === 0 || random.chance(0.5))) {
      this.#listener?.receive(undefined, this.toServer.shift());
      return;
    }
    const data = this.toClient.shift();
    if (data) this.#tell('message', { data: data.slice().buffer });
  }

  #tell(type: string, event: Parameters<Hear>[0]): void {
    for (const [heard, hear] of this.#hears) if (heard === type) hear(event);
  }
}

/** The connections of a world, which delivers what it likes when it likes. */
export class FakeNetwork {
  readonly #random: Random;
  readonly #servers: () => readonly [Documents, ...Documents[]];
  #connections: FakeConnection[] = [];

  constructor(random: Random, servers: () => readonly [Documents, ...Documents[]]) {
    this.#random = random;
    this.#servers = servers;
  }

  /** The constructor of sockets for one person. */
  get WebSocket(): DocumentSocketConstructor {
    const dial = () => {
      const connection = new FakeConnection();
      this.#connections.push(connection);
      return connection;
    };
    return function () {
      return dial();
    } as unknown as DocumentSocketConstructor;
  }

  /** Lets something happen on some connection; false where nothing waits. */
  step(): boolean {
    this.#connections = this.#connections.filter(({ readyState }) => readyState < 2);
    const busy = this.#connections.filter((each) => each.readyState === 0 || each.canDeliver);
    const chosen = busy[this.#random.int(Math.max(1, busy.length))];
    if (!chosen) return false;
    if (chosen.readyState === 0) chosen.accept(this.#random.pick([...this.#servers()] as never));
    else chosen.deliver(this.#random);
    return true;
  }

  /** Cuts one connection, or all. */
  cut(all = false): void {
    const open = this.#connections.filter(({ readyState }) => readyState === 1);
    const chosen = all ? open : open.slice(0, 1 + this.#random.int(Math.max(1, open.length)));
    for (const connection of chosen) connection.cut();
  }
}
