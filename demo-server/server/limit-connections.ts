import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Observer } from './observer.ts';

/** How many connections there may be. */
export interface ConnectionLimits {
  /** Of all clients together. @default 16,384 */
  readonly maxConnections?: number | undefined;
  /** From one address, so that one machine does not take them all. @default 4096 */
  readonly maxPerAddress?: number | undefined;
  /** Whether an address stands for many, as a proxy's does; it is bounded by `maxConnections` alone. @default none does */
  readonly isShared?: ((address: string) => boolean) | undefined;
}

/** Drops the connections that are too many. */
export function limitConnections(
  server: Server,
  observer: Observer,
  { maxConnections = 16_384, maxPerAddress = 4096, isShared }: ConnectionLimits = {},
): void {
  const known = new WeakSet<Socket>();
  const counts = new Map<string, number>();
  const count = (address: string, change: number): number => {
    const now = (counts.get(address) ?? 0) + change;
    if (now === 0) counts.delete(address);
    else counts.set(address, now);
    return now;
  };
  const refused = (address: string | undefined): void => {
    observer.refused({ door: 'http', reason: 'too-many-connections', address });
  };
  server.maxConnections = maxConnections;
  server.on('drop', (dropped) => refused(dropped?.remoteAddress));
  server.on('connection', (socket: Socket) => {
    // Whoever takes it over later has its own; this one is there in between.
    socket.on('error', () => socket.destroy());
    // One whose request to upgrade was passed over comes once more.
    if (known.has(socket)) return;
    known.add(socket);
    const { remoteAddress: address = '' } = socket;
    const isTooMany = count(address, 1) > maxPerAddress && !isShared?.(address);
    socket.once('close', () => count(address, -1));
    if (!isTooMany) return;
    refused(address);
    socket.destroy();
  });
}
