import type { ServerResponse } from 'node:http';
import { textAt } from '../../src/protocol/json.ts';
import { parseCursor, formatCursor } from '../../src/protocol/cursor.ts';
import { isTerminalEvent, type ChatEvent } from '../../src/protocol/chat-event.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import type { Scenario } from './describe-transport.ts';
import { startServer, type ReceivedRequest, type TestServer } from './http-server.ts';

/** A scenario with what only a wire can do. */
export interface RunServerOptions extends Scenario {
  /** How many events a resumed stream repeats. */
  readonly overlap?: number;
  /** False: a server that streams and forgets, as most do. */
  readonly keepsRuns?: boolean;
  /** How a cut looks: a closed socket, or a clean end of the body. */
  readonly cutBy?: 'reset' | 'end';
}

/** A server of the native wire that plays a scenario. */
export interface RunServer extends TestServer {
  readonly cancelled: readonly string[];
}

interface Run {
  readonly chatId: string;
  readonly readers: Set<ServerResponse>;
  log: readonly ChatEvent[];
  isHeld: boolean;
}

/** Starts the server: `POST /api/chat` and the calls of a server that keeps its runs. */
export async function startRunServer(options: RunServerOptions): Promise<RunServer> {
  const { events, refusal, overlap = 0, keepsRuns = true, cutBy = 'reset' } = options;
  const cuts = new Set(options.cuts);
  const runs = new Map<string, Run>();
  const cancelled: string[] = [];

  const server = await startServer((response, request) => {
    const [, , collection, id = '', action] = request.path.split('/');
    if (request.method === 'POST' && collection === 'chat') return ask(response, request);
    if (action === 'stream') return read(response, request, id);
    if (action === 'cancel') return cancel(response, id);
    if (action === 'active') return active(response, id);
    return fail(response, 404, 'There is no such address.');
  });
  return { ...server, cancelled };

  function ask(response: ServerResponse, request: ReceivedRequest): void {
    if (refusal) return fail(response, refusal.status, refusal.message);
    const runId = String(request.headers['idempotency-key']);
    const chatId = textAt(JSON.parse(request.body), 'id');
    const held = options.holdAfter;
    const log = held === undefined ? events : events.slice(0, held);
    if (!runs.has(runId)) {
      runs.set(runId, { chatId, readers: new Set(), log, isHeld: held !== undefined });
    }
    return read(response, request, runId);
  }

  function read(response: ServerResponse, request: ReceivedRequest, runId: string): void {
    const run = runs.get(runId);
    const isPost = request.method === 'POST';
    if (!run || (!keepsRuns && !isPost)) return fail(response, 404, 'There is no such run.');
    const after = parseCursor(String(request.headers['last-event-id'] ?? ''))?.seq ?? -1;
    if (!isPost && !run.isHeld && after >= run.log.length - 1) {
      return void response.writeHead(204).end();
    }
    const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
    response.writeHead(200, keepsRuns ? { ...headers, 'x-run-id': runId } : headers);
    response.write(keepsRuns ? encodeSse({ id: formatCursor(runId, -1), retry: 1 }) : ':\n\n');
    for (let seq = Math.max(0, after + 1 - overlap); seq < run.log.length; seq++) {
      write(response, run, runId, seq);
      if (cuts.delete(seq + 1)) return cut(response);
    }
    if (run.isHeld) return void run.readers.add(response);
    return end(response, run);
  }

  function write(response: ServerResponse, run: Run, runId: string, seq: number): void {
    const data = JSON.stringify(run.log[seq]);
    const id = formatCursor(runId, seq);
    response.write(encodeSse(keepsRuns ? { id, data } : { data }));
  }

  function end(response: ServerResponse, run: Run): void {
    const last = run.log.at(-1);
    response.end(last && isTerminalEvent(last) ? encodeSse({ data: '[DONE]' }) : '');
  }

  function cut(response: ServerResponse): void {
    if (cutBy === 'end') response.end();
    // What was written must leave before the socket is destroyed.
    else response.write(':\n', () => response.destroy());
  }

  function cancel(response: ServerResponse, runId: string): void {
    const run = runs.get(runId);
    if (!run) return fail(response, 404, 'There is no such run.');
    cancelled.push(runId);
    if (run.isHeld) {
      run.isHeld = false;
      run.log = [...run.log, { type: 'abort' }];
      for (const reader of run.readers) {
        write(reader, run, runId, run.log.length - 1);
        end(reader, run);
      }
    }
    return void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }

  function active(response: ServerResponse, chatId: string): void {
    const found = [...runs].findLast(([, run]) => run.chatId === chatId && run.isHeld);
    const body = JSON.stringify({ runId: found?.[0] ?? null });
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  }
}

function fail(response: ServerResponse, status: number, message: string): void {
  const body = JSON.stringify({ error: { code: 'refused', message } });
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}
