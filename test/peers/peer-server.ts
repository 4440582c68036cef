import { ScriptedEngine } from '../../demo-server/engine/scripted-engine.ts';
import { serveEngine } from '../demo-server/http-server.ts';
import { startFaultProxy, type FaultProxy, type ProxyFaults } from './fault-proxy.ts';

/** One column of the matrix: what goes wrong, and how our server behaves meanwhile. */
export interface Fault extends ProxyFaults {
  readonly name: string;
  /** Words per second; 0 is as fast as it goes. */
  readonly pace: number;
  readonly heartbeatMs?: number;
  /** How long the client itself pauses before each piece it takes, in turns of the event loop. @default 0 */
  readonly readerPause?: number;
}

/** What the model says: code points of every length, line ends, and what frames are made of. */
export const answer = Array.from(
  { length: 60 },
  (_, index) => `${index}: Grüße, 世界 😀\n\ndata: [DONE]\n> "quoted" \\ and\ttabs`,
).join('\n');

/** The columns. Cuts are in bytes of a streamed body. */
export const faults: readonly Fault[] = [
  { name: 'no fault', pace: 0 },
  { name: 'three cuts', pace: 2000, cuts: [1500, 1000, 700] },
  { name: 'overlap', pace: 2000, cuts: [2000, 900], overlap: 5 },
  { name: 'heartbeats', pace: 1000, heartbeatMs: 1 },
  { name: 'a slow reader', pace: 0, slice: 5, readerPause: 2 },
];

/** Our server with a script for a model, behind a proxy. */
export interface PeerServer {
  readonly proxy: FaultProxy;
  /** The address clients are given. */
  readonly url: string;
  /** The address that has no faults. */
  readonly directUrl: string;
  readonly activeRuns: () => number;
  close(): Promise<void>;
}

/** Starts our server behind a proxy with faults. */
export async function startPeerServer(fault: Omit<Fault, 'name'>): Promise<PeerServer> {
  const { pace, heartbeatMs } = fault;
  const engine = new ScriptedEngine({ pace, parallel: 8, reply: () => answer });
  const server = await serveEngine(engine, { heartbeatMs });
  const proxy = await startFaultProxy(server.url, fault);
  return {
    proxy,
    url: proxy.url,
    directUrl: server.url,
    activeRuns: () => engine.load().active,
    async close() {
      await proxy.close();
      await server.close();
    },
  };
}
