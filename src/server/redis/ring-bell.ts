import type { StoreLink } from './store-link.ts';
import { bellKey, runKeys } from './run-keys.ts';

const bellMs = '60000';
// The watch of the mirrors repeats it every second.
const hearMs = '15000';

/** Asks a process to look at a run. */
export async function ringBell(connection: StoreLink, producer: string, id: string): Promise<void> {
  const key = bellKey(producer);
  if (connection.hasChannels) return void (await connection.command('PUBLISH', key, id));
  await connection.command('XADD', key, 'MAXLEN', '~', '1000', '*', 'run', id);
  await connection.command('PEXPIRE', key, bellMs);
}

/** Asks for the bell of a reading process to be rung for all news of a run, for as long as this is repeated. */
export async function hearBell(connection: StoreLink, reader: string, id: string): Promise<void> {
  const { bells } = runKeys(id);
  await connection.command('HSET', bells, reader, '1');
  await connection.command('PEXPIRE', bells, hearMs);
}
