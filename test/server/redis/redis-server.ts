import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedis } from '../../set-up/redis.ts';

const redisServer = findRedis();

/** Whether the real `redis-server` is here. Tests that need it are skipped without it, except in CI, where that fails. */
export const hasRedis = redisServer !== undefined;

if (!hasRedis && process.env['CI']) {
  throw new Error('These tests need redis-server: run “npm run set-up”.');
}

/**
 * Starts a Redis of its own on a free port, in a folder of its own, with its data on disk. `settings` are those of its
 * configuration file.
 */
export async function startRedis(settings: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rivulet-redis-'));
  const port = await freePort();
  let child = await spawnRedis(folder, port, settings);
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    /** Forgets its data. */
    clear: () => sendToRedis(port, 'FLUSHALL'),
    /** Sends one command, of words without spaces, and returns the reply as it came. */
    command: (words: string) => sendToRedis(port, words),
    /** Stops it; its data stays. */
    stop: () => stop(child, 'SIGTERM'),
    /** Starts it again with the data that it had. @param changed Settings that are now others. */
    start: async (changed: Readonly<Record<string, string>> = {}) => {
      child = await spawnRedis(folder, port, { ...settings, ...changed });
    },
    /** Ends it as a crash does; its data stays. */
    kill: () => stop(child, 'SIGKILL'),
    /** Stops it and removes its data. */
    remove: async () => {
      await stop(child, 'SIGKILL');
      rmSync(folder, { recursive: true });
    },
  };
}

/** A port of the loopback that nobody uses at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      server.close(() => (port === undefined ? reject(new Error('no port')) : resolve(port)));
    });
  });
}

/** Sends one command, of words without spaces, to what listens on a port, and returns the reply as it came. */
export async function sendToRedis(port: number, words: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${words}\r\n`);
  const reply = await new Promise<Buffer>((resolve, reject) => {
    socket.once('data', resolve);
    socket.once('error', reject);
  });
  socket.destroy();
  return reply.toString().trim();
}

async function spawnRedis(
  folder: string,
  port: number,
  more: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const settings = { port, bind: '127.0.0.1', dir: folder, appendonly: 'yes', save: '', ...more };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(redisServer ?? 'redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ready to accept connections')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)));
  });
  return child;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exited;
}
