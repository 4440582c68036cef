import type { HttpTransportOptions } from '../../../src/transports/http/http-transport.ts';
import type { ModelOptions, RunLog } from './run-log.ts';

/** A small server that keeps its runs as a real one does, in the manner of `fetch`. */
export interface Backend {
  /** What the transport is told of it. */
  readonly options: Pick<HttpTransportOptions, 'url'> & Partial<HttpTransportOptions>;
  readonly answer: (request: Request) => Response | Promise<Response>;
  /** The runs that were asked for, oldest first. */
  readonly runs: readonly RunLog[];
  /** Forgets all runs. */
  readonly forget: () => void;
}

/** Makes a backend that answers every question alike. */
export type MakeBackend = (model?: ModelOptions) => Backend;

export const eventStream = { 'content-type': 'text/event-stream; charset=utf-8' };

/** What such a server writes in a refusal. */
export function refuse(status: number, message: string): Response {
  return Response.json({ error: { message } }, { status });
}
