import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * What is done to one answer: its connection is `reset` (RST), closed (`fin`), or ended as if it were whole (`end`)
 * after so many bytes; or nothing more comes (`hole`); or all of it comes `delay` ms late, `throttle`d to so many bytes a
 * second, or in slices of one to three bytes; or the request asks for `overlap` events that its page has already; or the
 * server is not asked at all and the `answer` is given in its place.
 */
export type ProxyFault =
  | { readonly kind: 'reset' | 'fin' | 'end' | 'hole'; readonly after: number }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'throttle'; readonly bytesPerSecond: number }
  | { readonly kind: 'slice' }
  | { readonly kind: 'overlap'; readonly events: number }
  | { readonly kind: 'answer'; readonly head: string; readonly body: string };

/** A proxy that knows nothing of HTTP but where a request begins. */
export interface FaultProxy {
  readonly url: string;
  /** The requests for a stream that came, oldest first: `POST /api/chat`, `GET /api/runs/…/stream`. */
  readonly streams: readonly string[];
  /** The name of the newest question's run. */
  readonly run: () => string;
  /** Resets every connection there is. */
  readonly cut: () => void;
  close(): Promise<void>;
}

const requestLine = /^(GET|POST) (\S+) HTTP\/1\.1\r\n/;
const cursorLine = /(last-event-id: \S+:)(\d+)/i;

/** Starts a proxy before `port` of the loopback. The nth request for a stream gets the nth fault; what follows passes. */
export async function startFaultProxy(
  port: number,
  faults: readonly (ProxyFault | undefined)[],
): Promise<FaultProxy> {
  const streams: string[] = [];
  let run = '';
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    let pass = passage(client, undefined);
    client.on('data', (chunk: Buffer) => {
      const head = chunk.toString('latin1');
      const [, method, path = ''] = requestLine.exec(head) ?? [];
      run = /idempotency-key: (\S+)/i.exec(head)?.[1] ?? run;
      const isStream = /\/(?:chat|stream)$/.test(path);
      const fault = isStream ? faults[streams.length] : undefined;
      if (isStream) streams.push(`${method} ${path}`);
      if (method) pass = passage(client, fault);
      if (fault?.kind === 'answer') client.write(answerOf(fault));
      else upstream.write(fault?.kind === 'overlap' ? rewound(chunk, fault.events) : chunk);
    });
    upstream.on('data', (chunk: Buffer) => pass(chunk));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`,
    streams,
    run: () => run,
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Makes the way from the server to the page for one answer. */
function passage(client: Socket, fault: ProxyFault | undefined): (chunk: Buffer) => void {
  let passed = 0;
  let turn = Promise.resolve();
  switch (fault?.kind) {
    case 'reset':
    case 'fin':
    case 'end':
    case 'hole':
      return (chunk) => {
        if (passed < fault.after) client.write(chunk);
        else if (fault.kind === 'reset') client.resetAndDestroy();
        else if (fault.kind === 'fin') client.end();
        // The server writes whole chunks of the transfer coding, so that this one is the last.
        else if (fault.kind === 'end') client.end('0\r\n\r\n');
        passed += chunk.length;
      };
    case 'delay':
      return (chunk) => void (turn = turn.then(() => later(fault.ms)).then(() => write(chunk)));
    case 'throttle':
    case 'slice':
      return (chunk) => {
        for (const piece of pieces(chunk, fault.kind === 'slice' ? 3 : 64)) {
          turn = turn.then(() => write(piece));
          if (fault.kind === 'slice') turn = turn.then(flushed);
          else turn = turn.then(() => later((piece.length / fault.bytesPerSecond) * 1000));
        }
      };
    default:
      return write;
  }

  function write(chunk: Buffer): void {
    if (client.writable) client.write(chunk);
  }
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// Without Nagle's algorithm, what is written in a turn of its own leaves in a packet of its own.
function flushed(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function* pieces(chunk: Buffer, most: number): Generator<Buffer> {
  for (let start = 0, size = 1; start < chunk.length; start += size, size = (size % most) + 1) {
    yield chunk.subarray(start, start + size);
  }
}

function rewound(chunk: Buffer, events: number): Buffer {
  const head = chunk.toString('latin1');
  const back = head.replace(cursorLine, (_, name: string, seq: string) => {
    return `${name}${Math.max(0, Number(seq) - events)}`;
  });
  return Buffer.from(back, 'latin1');
}

function answerOf({ head, body }: { readonly head: string; readonly body: string }): string {
  return `HTTP/1.1 ${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
