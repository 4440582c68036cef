import type { Socket } from 'node:net';
import { getHeapStatistics } from 'node:v8';

/** How much memory is in use, in bytes. */
export interface MemoryUse {
  /** What the process holds. */
  readonly used: number;
  /** What the machine, or the container, gives it. */
  readonly size: number;
  /** What lives in the heap. */
  readonly heapUsed: number;
  /** How far the heap may grow. */
  readonly heapSize: number;
}

/** Options of {@link memoryPressure}. */
export interface MemoryPressureOptions {
  /** The share of the memory, or of the heap, from which on it is tight. @default 0.85 */
  readonly share?: number | undefined;
  /** How long a reading counts, in milliseconds. @default 1000 */
  readonly lookMs?: number | undefined;
  /** Reads the memory. @default by the process, its container (cgroup) and its heap */
  readonly measure?: (() => MemoryUse) | undefined;
  /** A clock that never goes back, in milliseconds. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/** Says whether memory is short, for `memoryRuns({ isTight: memoryPressure() })`; looks at most once a second. */
export function memoryPressure(options: MemoryPressureOptions = {}): () => boolean {
  const { share = 0.85, lookMs = 1000, measure = measureMemory } = options;
  const now = options.now ?? (() => performance.now());
  let isTight = false;
  let lookedAt = -Infinity;
  return () => {
    if (now() - lookedAt < lookMs) return isTight;
    lookedAt = now();
    const { used, size, heapUsed, heapSize } = measure();
    isTight = used > share * size || heapUsed > share * heapSize;
    return isTight;
  };
}

function measureMemory(): MemoryUse {
  const { rss, heapUsed } = process.memoryUsage();
  // Bytes of the container, or of the machine; 0 or a huge number where nobody says.
  const size = process.constrainedMemory() || Infinity;
  return { used: rss, size, heapUsed, heapSize: getHeapStatistics().heap_size_limit };
}

/**
 * Hangs up on the connections that have not taken what was written to them, the slowest first, until no more than `keep` bytes
 * wait for anybody. Their readers come back and go on where they were; answers how many it was.
 * @param keep How many bytes may wait, of all connections together.
 */
export function hangUpOnSlow(
  connections: Iterable<Pick<Socket, 'writableLength' | 'destroy'>>,
  keep: number,
): number {
  const slow = [...connections].filter(({ writableLength }) => writableLength > 0);
  slow.sort((one, other) => other.writableLength - one.writableLength);
  let waiting = slow.reduce((sum, { writableLength }) => sum + writableLength, 0);
  let count = 0;
  for (const connection of slow) {
    if (waiting <= keep) break;
    waiting -= connection.writableLength;
    connection.destroy();
    count += 1;
  }
  return count;
}
