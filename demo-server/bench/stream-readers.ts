/** Many clients in one process of their own, each a bare socket with a GET; the parent says how many and asks how it went. */
import { connect, type Socket } from 'node:net';
import { StampAges, type Latency } from './latency.ts';

/** What the parent asks for. */
export type ReaderCommand =
  | {
      readonly type: 'open';
      readonly port: number;
      readonly runs: readonly string[];
      readonly count: number;
      /** Whether the clients read at all. */
      readonly isReading: boolean;
    }
  /** How many have read their run to its end. */
  | { readonly type: 'count' }
  | { readonly type: 'report' }
  | { readonly type: 'close' };

/** How the clients fared. */
export interface ReaderReport {
  readonly open: number;
  readonly ended: number;
  /** Clients that missed an event, had one twice, or in the wrong order. */
  readonly disordered: number;
  /** Events that each of the clients got, least and most. */
  readonly events: readonly [least: number, most: number];
  /** From a stamp to its arrival here. */
  readonly latency: Latency;
}

interface Client {
  readonly socket: Socket;
  rest: string;
  seq: number;
  isDisordered: boolean;
  hasEnded: boolean;
}

const atOnce = 100;
let clients: Client[] = [];
const ages = new StampAges();

async function open({ port, runs, count, isReading }: ReaderCommand & { type: 'open' }) {
  for (let opened = 0; opened < count; opened += atOnce) {
    const batch = Array.from({ length: Math.min(atOnce, count - opened) }, (_, index) =>
      openOne(port, runs[(opened + index) % runs.length] ?? '', isReading),
    );
    await Promise.all(batch);
  }
}

function openOne(port: number, run: string, isReading: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const client: Client = { socket, rest: '', seq: -1, isDisordered: false, hasEnded: false };
    clients.push(client);
    socket.setEncoding('latin1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.write(`GET /api/runs/${run}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
      if (!isReading) socket.pause();
      if (!isReading) resolve();
    });
    if (!isReading) return;
    socket.once('data', (text: string) => {
      if (text.startsWith('HTTP/1.1 200')) resolve();
      else reject(new Error(text.slice(0, 200)));
    });
    socket.on('data', (text: string) => take(client, text));
  });
}

function take(client: Client, text: string): void {
  const whole = client.rest + text;
  const end = whole.lastIndexOf('\n\n') + 1;
  client.rest = whole.slice(end);
  for (const [, seq, data = ''] of whole
    .slice(0, end)
    .matchAll(/^id: [^:\n]+:(\d+)\ndata: (.*)$/gm)) {
    if (Number(seq) !== client.seq + 1) client.isDisordered = true;
    client.seq = Number(seq);
    ages.note(data);
  }
  if (whole.includes('data: [DONE]')) client.hasEnded = true;
}

function report(): ReaderReport {
  const counts = clients.map(({ seq }) => seq + 1);
  return {
    open: clients.filter(({ socket }) => !socket.destroyed).length,
    ended: countEnded(),
    disordered: clients.filter(({ isDisordered }) => isDisordered).length,
    events: [
      counts.reduce((a, b) => Math.min(a, b), Infinity),
      counts.reduce((a, b) => Math.max(a, b), 0),
    ],
    latency: ages.latency(),
  };
}

function countEnded(): number {
  return clients.filter(({ hasEnded }) => hasEnded).length;
}

function close(): void {
  for (const { socket } of clients) socket.destroy();
  clients = [];
  ages.clear();
}

async function obey(command: ReaderCommand): Promise<object> {
  if (command.type === 'open') await open(command);
  if (command.type === 'close') close();
  if (command.type === 'count') return { ended: countEnded() };
  return command.type === 'report' ? report() : {};
}

process.on('message', (command: ReaderCommand) => {
  void obey(command)
    .catch((error: unknown) => ({ error: String(error) }))
    .then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
