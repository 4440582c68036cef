import type { Server } from 'node:http';
import type { Engine, UpstreamInfo } from '../engine/engine.ts';
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
  if (engine.info.upstreams) measureUpstreams(metrics, engine);
  if (!isShared) return;
  const states = ['works', 'refuses', 'away'];
  const help = 'Whether Redis takes what is written to it: 1 at the state it is in.';
  const read = () => {
    const { state: now = 'works' } = runs.trouble ?? {};
    return Object.fromEntries(states.map((state) => [state, Number(state === now)]));
  };
  metrics.gauge('redis_state', help, read, 'state');
}

function measureUpstreams(metrics: Metrics, engine: Engine): void {
  const each = (read: (server: UpstreamInfo) => number) => () =>
    Object.fromEntries((engine.info.upstreams ?? []).map((server) => [server.name, read(server)]));
  const up = 'Whether the model server answers: 1 if it does.';
  metrics.gauge(
    'upstream_up',
    up,
    each(({ state }) => Number(state === 'works')),
    'upstream',
  );
  const active = 'Answers that the model server writes for this one.';
  metrics.gauge(
    'upstream_active',
    active,
    each((server) => server.active),
    'upstream',
  );
  const asked = 'Questions that the model server was asked, since the start.';
  metrics.gauge(
    'upstream_asked',
    asked,
    each((server) => server.asked),
    'upstream',
  );
  const failed = 'Questions that the model server failed at, since the start.';
  metrics.gauge(
    'upstream_failed',
    failed,
    each((server) => server.failed),
    'upstream',
  );
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.getConnections((error, count) => resolve(error ? 0 : count));
  });
}
