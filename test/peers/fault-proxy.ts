import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { parseCursor, formatCursor } from '../../src/protocol/cursor.ts';

/** What goes wrong between a client and a server. */
export interface ProxyFaults {
  /** After how many bytes of its body the next streamed answer is cut, one for each answer in turn; then none is. */
  readonly cuts?: readonly number[];
  /** Cuts the first streamed answer behind the piece with this text in it. */
  readonly cutAfter?: string;
  /** How a cut looks: a socket that breaks, or a body that ends cleanly as if it were whole. @default 'reset' */
  readonly cutBy?: 'reset' | 'end';
  /** How many events a reader who comes back is told once more, as a proxy does that replays what it kept. @default 0 */
  readonly overlap?: number;
  /** Puts a sign of life between any two events of a streamed answer. @default false */
  readonly heartbeats?: boolean;
  /** Passes bodies on in pieces of so many bytes, each in a turn of its own. @default as they come */
  readonly slice?: number;
}

/** A proxy on a free port of the loopback. */
export interface FaultProxy {
  readonly url: string;
  /** The requests as `METHOD path`, oldest first. */
  readonly requests: readonly string[];
  /** How many answers were cut. */
  readonly cutCount: () => number;
  close(): Promise<void>;
}

/** Starts a proxy before a server; it breaks streamed answers as it is told to. */
export async function startFaultProxy(target: string, faults: ProxyFaults): Promise<FaultProxy> {
  const { overlap = 0, cutBy = 'reset', slice = Infinity } = faults;
  const cuts = [...(faults.cuts ?? [])];
  const planned = cuts.length;
  let { cutAfter } = faults;
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming;
    requests.push(`${method} ${path}`);
    const forwarded = request(new URL(path, target), {
      method,
      headers: { ...headers, ...earlier(headers['last-event-id'], overlap) },
    });
    incoming.pipe(forwarded);
    forwarded.once('response', (answer: IncomingMessage) => void pass(answer, outgoing));
    forwarded.once('error', () => outgoing.destroy());
    outgoing.once('close', () => forwarded.destroy());
  });

  async function pass(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const isStream = /event-stream|ndjson|plain/.test(answer.headers['content-type'] ?? '');
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    const closed = once(outgoing, 'close');
    let left = (isStream ? cuts.shift() : undefined) ?? Infinity;
    try {
      for await (const sent of answer as AsyncIterable<Buffer>) {
        const chunk = faults.heartbeats && isStream ? withHeartbeats(sent) : sent;
        for (const piece of slicesOf(chunk.subarray(0, left), slice)) {
          await Promise.race([written(outgoing, piece), closed]);
          if (slice < Infinity) await turn();
        }
        left -= chunk.length;
        if (cutAfter !== undefined && chunk.includes(cutAfter)) {
          cutAfter = undefined;
          left = 0;
        }
        if (left <= 0) break;
      }
      if (left > 0 || cutBy === 'end') outgoing.end();
      else outgoing.destroy();
    } catch {
      outgoing.destroy();
    }
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    cutCount: () => planned - cuts.length,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function earlier(cursor: string | string[] | undefined, by: number): { 'last-event-id'?: string } {
  const found = typeof cursor === 'string' ? parseCursor(cursor) : undefined;
  return found && by > 0 ? { 'last-event-id': formatCursor(found.run, found.seq - by) } : {};
}

// Of lines of JSON, an empty line is all that may come between.
function withHeartbeats(chunk: Buffer): Buffer {
  const text = chunk.toString('latin1');
  const isSse = text.includes('\n\n');
  const padded = isSse
    ? text.replaceAll('\n\n', '\n\n: keep-alive\n\n')
    : text.replaceAll('\n', '\n\n');
  return Buffer.from(padded, 'latin1');
}

// What was written must have left before a socket is destroyed.
function written(outgoing: ServerResponse, piece: Buffer): Promise<void> {
  return new Promise((resolve) => void outgoing.write(piece, () => resolve()));
}

function* slicesOf(chunk: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
}
