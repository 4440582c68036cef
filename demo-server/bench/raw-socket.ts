import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Where an attacker connects to and from. */
export interface Target {
  readonly port: number;
  /** The address that it connects from. @default the system's choice */
  readonly from?: string | undefined;
}

/** The head of a request; `fields` end with a line break each. */
export function requestHead(method: string, path: string, fields = ''): string {
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${fields}`;
}

/** The fields that ask for a WebSocket. */
export function handshake(protocol?: string): string {
  const offered = protocol === undefined ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`;
  return `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${offered}`;
}

/** A text message as a client sends it: one masked frame, up to 64 KiB. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const isShort = payload.length < 126;
  const head = Buffer.alloc(isShort ? 2 : 4);
  head[0] = 0x81;
  head[1] = 0x80 | (isShort ? payload.length : 126);
  if (!isShort) head.writeUInt16BE(payload.length, 2);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([head, mask, masked]);
}

/** How a client ends a conversation. */
export type Parting = 'reset' | 'hang up' | 'wait';

/**
 * Connects, says some pieces with a turn of the event loop between them, and leaves: at once with a reset, with an end,
 * or when the server has hung up or nothing has come for `patienceMs`. Returns what came.
 */
export function converse(
  { port, from }: Target,
  pieces: readonly (string | Buffer)[],
  parting: Parting = 'wait',
  patienceMs = 1000,
): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const options = from === undefined ? {} : { localAddress: from };
    const socket = connect({ host: '127.0.0.1', port, ...options });
    socket.setNoDelay(true);
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
    socket.on('connect', () => {
      say(socket, pieces, parting).catch(() => socket.destroy());
    });
  });
}

async function say(
  socket: Socket,
  pieces: readonly (string | Buffer)[],
  parting: Parting,
): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(piece);
    await delay(0);
  }
  if (parting === 'reset') socket.resetAndDestroy();
  else if (parting === 'hang up') socket.end();
}
