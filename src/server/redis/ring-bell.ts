import type { RedisConnection } from './redis-connection.ts';
import { bellKey } from './run-keys.ts';

const bellMs = '60000';

/** Asks a process to look at a run. */
export async function ringBell(
  connection: RedisConnection,
  producer: string,
  id: string,
): Promise<void> {
  const key = bellKey(producer);
  await connection.command('XADD', key, 'MAXLEN', '~', '1000', '*', 'run', id);
  await connection.command('PEXPIRE', key, bellMs);
}
