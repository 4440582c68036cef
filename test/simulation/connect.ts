import type { ChatTransport } from '../../src/protocol/chat-transport.ts';
import {
  httpTransport,
  type HttpTransportOptions,
} from '../../src/transports/http/http-transport.ts';
import type { PageSignals } from '../../src/transports/page-signals.ts';
import { createSocketTransport as webSocketTransport } from '../../src/transports/web-socket/web-socket-transport.ts';
import { FaultyNetwork, type Fault } from './faulty-network.ts';
import { FaultySockets } from './faulty-sockets.ts';
import { LibraryServer } from './library-server.ts';
import type { OracleOptions, OracleRuns } from './oracle-runs.ts';
import { OracleServer } from './oracle-server.ts';
import type { Schedule } from './schedule.ts';
import { nameOf, StrangerServer } from './stranger-server.ts';
import type { World } from './world.ts';

/** What the transport speaks. */
export type Wire = 'http' | 'socket' | 'stranger' | 'library';

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
  { world, runs, page }: { world: World; runs: OracleRuns | LibraryServer; page: PageSignals },
  schedule: Schedule & OracleOptions,
): readonly [Network, (user: string) => ChatTransport] {
  const { clock, random } = world;
  const shared = { clock, page, random: () => random.next() };
  if (runs instanceof LibraryServer) {
    const network = new FaultyNetwork(world, runs, schedule);
    return [network, (user) => overHttp(network, user)];
  }
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
  return [
    Object.assign(network, { foreign: stranger.foreign }),
    (user) => overHttp(network, user, isStranger ? { body: nameOf } : undefined),
  ];

  function overHttp(
    { fetch }: FaultyNetwork,
    user: string,
    how: Partial<HttpTransportOptions> = { idempotencyHeader: true },
  ): ChatTransport {
    const headers = () => ({ authorization: user });
    const url = 'http://server.test/api/chat';
    return httpTransport({ ...shared, url, fetch, headers, ...how, firstByteTimeoutMs: 30_000 });
  }
}
