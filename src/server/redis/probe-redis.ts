import { ChatError } from '../../protocol/chat-error.ts';
import type { StoreLink } from './store-link.ts';
import { redisIsClusterNode } from './redis-trouble.ts';
import { runKeys } from './run-keys.ts';
import { appendScript, runScript } from './run-scripts.ts';

/**
 * Tries at the start what a store needs: a Redis that is what it was taken for, writes, scripts. Throws a `ChatError` of code `config`, or the error of
 * what was refused. Leaves nothing behind.
 */
export async function probeRedis(connection: StoreLink): Promise<void> {
  const { meta, log, cancel, bells } = runKeys('probe');
  // The first write, so that of several things in the way the terminal is told the one that all others follow from.
  await connection.command('SET', `${meta}:write`, '1', 'PX', '1');
  if (!connection.isCluster && (await isClusterNode(connection)))
    throw new ChatError('config', redisIsClusterNode.advice);
  await runScript(
    connection,
    appendScript,
    [meta, log, cancel, bells],
    ['', '1000', '0', '0', '', ''],
  );
}

async function isClusterNode(connection: StoreLink): Promise<boolean> {
  // A user may be kept from asking this; then the scripts say it.
  const reply = await connection.command('INFO', 'cluster').catch(() => '');
  return typeof reply === 'string' && /^cluster_enabled:1/m.test(reply);
}
