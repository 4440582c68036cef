import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, sendToRedis, startRedis } from './redis-server.ts';
import { eventually } from '../../eventually.ts';
import { findRedis } from '../../set-up/redis.ts';

/** What the Sentinel calls the Redis that it watches. */
export const primaryName = 'answers';

/** Starts a Redis, its replica and a Sentinel that watches them, on free ports of the loopback. */
export async function startWatchedRedis() {
  const primary = await startRedis({ appendonly: 'no', 'repl-diskless-sync-delay': '0' });
  const replica = await startRedis({ appendonly: 'no', replicaof: `127.0.0.1 ${primary.port}` });
  await until(async () => (await primary.command('ROLE')).includes(String(replica.port)));
  const sentinel = await startSentinel(primary.port);
  const sees = () => sendToRedis(sentinel.port, `SENTINEL REPLICAS ${primaryName}`);
  await until(async () => (await sees()).includes(String(replica.port)));
  return {
    sentinels: [{ host: '127.0.0.1', port: sentinel.port }],
    /** Forgets all data. */
    clear: () => primary.clear(),
    /** Kills the primary; its replica takes its place after a second or two. */
    killPrimary: () => primary.kill(),
    /** Whether it has. */
    hasTakenOver: async () => (await replica.command('ROLE')).includes('master'),
    remove: () => Promise.all([primary, replica, sentinel].map((each) => each.remove())),
  };
}

async function startSentinel(watched: number) {
  const folder = mkdtempSync(join(tmpdir(), 'rivulet-sentinel-'));
  const port = await freePort();
  const file = join(folder, 'sentinel.conf');
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor ${primaryName} 127.0.0.1 ${watched} 1`,
    `sentinel down-after-milliseconds ${primaryName} 500`,
    `sentinel failover-timeout ${primaryName} 3000`,
  ];
  writeFileSync(file, settings.join('\n'));
  const child = spawn(findRedis() ?? 'redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  return {
    port,
    async remove() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  await eventually(async () => {
    if (!(await isSo())) throw new Error('not yet');
  });
}
