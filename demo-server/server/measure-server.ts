import type { Server } from 'node:http';
import type { Engine } from '../engine/engine.ts';
import type { RunStore, StreamPlaces } from 'rivulet/server';
import type { Metrics } from './metrics.ts';

/** What a server is made of, for its gauges. */
export interface MeasuredServer {
  readonly engine: Engine;
  readonly runs: RunStore;
  /** Whether the runs are in a Redis. */
  readonly isShared: boolean;
  readonly server: Server;
  readonly places: StreamPlaces;
  /** How many WebSockets are open. */
  readonly sockets: () => number;
}

/** Adds the gauges of a whole server, each read when the metrics are. */
export function measureServer(metrics: Metrics, measured: MeasuredServer): void {
  const { engine, runs, isShared, server, places, sockets } = measured;
  metrics.gauge('runs_active', 'Answers that are being computed.', () => engine.load().active);
  metrics.gauge('runs_queued', 'Questions that wait for their turn.', () => engine.load().waiting);
  const { parallel } = engine.info;
  metrics.gauge('runs_parallel', 'Answers that can be computed at once.', () => parallel);
  const streams = 'Streams that are open, and sockets that read none at the moment.';
  metrics.gauge('streams_open', streams, () => places.open, 'door');
  metrics.gauge('sockets_open', 'WebSockets that are open.', sockets);
  metrics.gauge('connections_open', 'TCP connections that are open.', () => connectionsOf(server));
  if (!isShared) return;
  const states = ['works', 'refuses', 'away'];
  const help = 'Whether Redis takes what is written to it: 1 at the state it is in.';
  const read = () => {
    const { state: now = 'works' } = runs.trouble ?? {};
    return Object.fromEntries(states.map((state) => [state, Number(state === now)]));
  };
  metrics.gauge('redis_state', help, read, 'state');
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.getConnections((error, count) => resolve(error ? 0 : count));
  });
}
