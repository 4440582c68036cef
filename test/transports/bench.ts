import { onTestFinished } from 'vitest';
import type { ResumeRequest, TransportEvent } from '../../src/protocol/chat-transport.ts';
import { collect } from '../../src/testing/collect.ts';
import {
  httpTransport,
  type HttpTransportOptions,
} from '../../src/transports/http/http-transport.ts';
import { request } from './describe-transport.ts';
import { startServer, type Answer, type TestServer } from './http-server.ts';

/** A server with given answers, and a transport that speaks to it. */
export interface Bench {
  readonly server: TestServer;
  readonly options: HttpTransportOptions;
  /** Sends the standard request and collects what is told. */
  readonly send: () => Promise<TransportEvent[]>;
  /** Resumes `run-1` or what is given, and collects what is told. */
  readonly resume: (changes?: Partial<ResumeRequest>) => Promise<TransportEvent[]>;
}

/** Starts a server that gives the nth answer to the nth request; waits of the transport are 0 ms. */
export async function answering(
  answers: Answer | readonly Answer[],
  changes: Partial<HttpTransportOptions> = {},
): Promise<Bench> {
  const server = await startServer(answers);
  onTestFinished(() => server.close());
  const options = {
    url: `${server.origin}/api/chat`,
    // A server that answers each run once, as ours does.
    idempotencyHeader: true,
    random: () => 0,
    ...changes,
  };
  const transport = httpTransport(options);
  const resumed = { chatId: 'chat-1', signal: new AbortController().signal };
  return {
    server,
    options,
    send: () => collect(transport.send(request())),
    resume: (wish = { runId: 'run-1' }) => collect(transport.resume({ ...resumed, ...wish })),
  };
}

/** What was told beside the events. */
export function typesOf(told: readonly TransportEvent[]): string[] {
  return told.map(({ type }) => type).filter((type) => type !== 'event');
}
