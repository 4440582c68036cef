import type { ChatTransport } from '../../src/protocol/chat-transport.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import type { PageSignals } from '../../src/transports/page-signals.ts';
import { webSocketTransport } from '../../src/transports/web-socket/web-socket-transport.ts';
import { FaultyNetwork, type Fault } from './faulty-network.ts';
import { FaultySockets } from './faulty-sockets.ts';
import type { OracleOptions, OracleRuns } from './oracle-runs.ts';
import { OracleServer } from './oracle-server.ts';
import type { Schedule } from './schedule.ts';
import { nameOf, StrangerServer } from './stranger-server.ts';
import type { World } from './world.ts';

/** What the transport speaks. */
export type Wire = 'http' | 'socket' | 'stranger';

/** A network as the simulation handles it, whatever goes over it. */
export interface Network {
  isOnline: boolean;
  readonly open: { readonly size: number };
  readonly lostCancels: number;
  /** Calls that a server got which has not shown that it understands them. */
  readonly foreign?: readonly string[];
  cut(): void;
}

/** Makes the network between a page and the server, and the transports of users over it. */
export function connect(
  wire: Wire,
  { world, runs, page }: { world: World; runs: OracleRuns; page: PageSignals },
  schedule: Schedule & OracleOptions,
): readonly [Network, (user: string) => ChatTransport] {
  const { clock, random } = world;
  const shared = { clock, page, random: () => random.next() };
  if (wire === 'socket') {
    const sockets = new FaultySockets(world, runs, { ...schedule, slip: schedule.slipOfFrames });
    const { WebSocket } = sockets;
    const url = 'ws://server.test/api/ws';
    const open = (user: string) =>
      webSocketTransport({ ...shared, url, WebSocket, token: () => user, idleMs: 1000 });
    return [sockets, open];
  }
  const isStranger = wire === 'stranger';
  const stranger = new StrangerServer(world, runs);
  const server = isStranger ? stranger : new OracleServer(world, runs, schedule);
  // Without heartbeats nobody can tell a connection that is dead from a model that thinks.
  const fault = (): Fault | undefined => {
    const drawn = schedule.fault();
    return isStranger && drawn === 'hole' ? 'reset' : drawn;
  };
  const network = new FaultyNetwork(world, server, { ...schedule, fault });
  const { fetch } = network;
  const url = 'http://server.test/api/chat';
  const open = (user: string) => {
    const headers = () => ({ authorization: user });
    return httpTransport({
      ...shared,
      url,
      fetch,
      headers,
      ...(isStranger ? { body: nameOf } : { idempotencyHeader: true }),
      firstByteTimeoutMs: 30_000,
    });
  };
  return [Object.assign(network, { foreign: stranger.foreign }), open];
}
