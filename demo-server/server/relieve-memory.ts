import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { hangUpOnSlow, memoryPressure } from 'rivulet/server/node';

const lookMs = 1000;
/** What may wait for slow readers while memory is short, of all together. */
const keepBytes = 1024 * 1024;

/**
 * While memory is short, hangs up on the readers for whom most waits: their pages come back and go on where they were. Answers
 * how to stop watching.
 */
export function relieveMemory(
  server: Server,
  onHangUp: (count: number) => void,
  isTight: () => boolean = memoryPressure(),
): () => void {
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const timer = setInterval(() => {
    const count = isTight() ? hangUpOnSlow(connections, keepBytes) : 0;
    if (count > 0) onHangUp(count);
  }, lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
