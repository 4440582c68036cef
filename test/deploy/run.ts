/**
 * Checks what `deploy/` says, with the programs that it is for: nginx and Caddy in front of a server, systemd, a YAML parser of
 * Python. `npm run test:deploy`; a program that is not here is named, and its check left out.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { readStream } from '../demo-server/http-server.ts';
import { startServerProcess } from '../demo-server/server-process.ts';

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rivulet-deploy-'));
let failures = 0;

function say(isRight: boolean, what: string): void {
  if (!isRight) failures++;
  process.stdout.write(`${isRight ? 'ok  ' : 'FAIL'} ${what}\n`);
}

function has(program: string): boolean {
  const isHere = spawnSync('which', [program]).status === 0;
  if (!isHere) process.stdout.write(`skip ${program} is not here\n`);
  return isHere;
}

function check(program: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  const words = stderr.trim().split('\n').at(-1) ?? '';
  say(status === 0, `${program} ${args[0]}${status === 0 ? '' : `: ${words}`}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A file of `deploy/` for this machine: its servers and its port are those of the check. */
function localCopy(name: string, port: number, servers: readonly string[]): string {
  let text = readFileSync(join(deploy, name), 'utf8').replaceAll('8080', String(port));
  for (const [index, server] of servers.entries()) {
    text = text.replaceAll(`rivulet-${index + 1}:3000`, server);
  }
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await delay(100);
  }
  throw new Error(`${url} does not come up.`);
}

/** Asks through a proxy; the first word has to come while the server still writes the answer. */
async function checkStream(name: string, url: string): Promise<void> {
  const key = `deploy-${name}-${Date.now()}`;
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({
      id: key,
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'What is this?' }] }],
      options: { pace: 10 },
    }),
  });
  let words = 0;
  let status = '';
  for await (const { event } of readStream(response)) {
    if (event === '[DONE]' || event.type !== 'text-delta') continue;
    words++;
    if (status !== '') continue;
    const run = await fetch(`${url}/api/runs/${key}`);
    ({ status } = (await run.json()) as { status: string });
  }
  say(
    status === 'streaming' && words > 10,
    `${name}: the first of ${words} words came while the run was ${status}`,
  );
}

async function checkSocket(name: string, url: string): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/ws`, 'chat.v1');
  const first = await new Promise<string>((resolve) => {
    socket.once('open', () => socket.send(JSON.stringify({ type: 'hello', v: 1 })));
    socket.once('message', (data: Buffer) => resolve(data.toString()));
    socket.once('error', (error) => resolve(error.message));
  });
  socket.close();
  say(first.includes('"welcome"'), `${name}: a socket of chat.v1 is welcomed`);
}

async function checkProxy(name: string, url: string, proxy: ChildProcess): Promise<void> {
  try {
    await untilUp(url);
    await checkStream(name, url);
    await checkSocket(name, url);
  } catch (error) {
    say(false, `${name}: ${String(error)}`);
  } finally {
    const ended = new Promise((resolve) => proxy.once('exit', resolve));
    proxy.kill('SIGTERM');
    await ended;
  }
}

const server = await startServerProcess(['--runs-per-minute', '1000']);
const { host } = new URL(server.url);
try {
  if (has('nginx')) {
    const port = await freePort();
    const config = localCopy('nginx.conf', port, [host.replace('localhost', '127.0.0.1'), host]);
    const settings = ['-c', config, '-p', folder, '-e', join(folder, 'error.log')];
    const local = ['-g', `daemon off; pid ${join(folder, 'pid')};`];
    check('nginx', '-t', ...settings, ...local);
    const proxy = spawn('nginx', [...settings, ...local], { stdio: 'inherit' });
    await checkProxy('nginx', `http://127.0.0.1:${port}`, proxy);
  }
  if (has('caddy')) {
    const port = await freePort();
    const config = localCopy('Caddyfile', port, [host, host]);
    const settings = ['--config', config, '--adapter', 'caddyfile'];
    check('caddy', 'validate', ...settings);
    // Its own door for administration would be the same for everybody on this machine.
    writeFileSync(config, `{\n\tadmin off\n}\n${readFileSync(config, 'utf8')}`);
    const proxy = spawn('caddy', ['run', ...settings], { stdio: 'ignore' });
    await checkProxy('caddy', `http://127.0.0.1:${port}`, proxy);
  }
  if (has('systemd-analyze')) check('systemd-analyze', 'verify', join(deploy, 'rivulet.service'));
  if (has('python3') && spawnSync('python3', ['-c', 'import yaml']).status === 0) {
    const files = [
      'compose.yaml',
      ...['rivulet', 'redis', 'ingress'].map((name) => `kubernetes/${name}.yaml`),
    ];
    const program =
      'import sys, yaml\nfor path in sys.argv[1:]: list(yaml.safe_load_all(open(path)))';
    check('python3', '-c', program, ...files.map((name) => join(deploy, name)));
  }
} finally {
  await server.kill();
  rmSync(folder, { recursive: true });
}
process.exitCode = failures > 0 ? 1 : 0;
