// @vitest-environment node
import { spawn, type ChildProcess } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { chatBody, postChat, readStream } from './http-server.ts';
import { randomModelFile } from './random-engine.ts';

const folder = fileURLToPath(new URL('../../demo-server', import.meta.url));
const model = randomModelFile();
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});
afterAll(() => model.remove());

function start(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'main.ts', ...args], {
    cwd: folder,
    env: { ...process.env, PORT: '0', RIVULET_THREADS: '1', ...environment },
  });
  children.add(child);
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const exited = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'none')),
  );
  const ready = new Promise<string>((resolve, reject) => {
    const look = () => {
      const url = /Ready: (http:\S+?)\/?\s/.exec(output)?.[1];
      if (url) resolve(url);
    };
    listeners.add(look);
    void exited.then((code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
  ready.catch(() => undefined);
  return { child, exited, ready, output: () => output };
}

async function failure(args: readonly string[], environment?: Record<string, string>) {
  const started = start(args, environment);
  return { code: await started.exited, output: started.output() };
}

describe('the command', () => {
  it('prints its help', async () => {
    const { code, output } = await failure(['--help']);
    expect(code).toBe(0);
    expect(output).toMatch(/npm run demo.*--model/s);
  });

  it.each([
    ['an unknown option', ['--nope'], /^Unknown option '--nope'\. See --help for the options\.\n$/],
    [
      'a missing model',
      ['--model', '/no/where.gguf'],
      /^There is no model file at \/no\/where\.gguf\. Check the path, .*\n$/,
    ],
    [
      'a folder',
      ['--model', folder],
      /is not a file\. Give --model the path of a \.gguf file\.\n$/,
    ],
  ])('explains %s in one line and exits with 1', async (_name, args, message) => {
    const { code, output } = await failure(args);
    expect(code).toBe(1);
    expect(output).toMatch(message);
  });

  it('explains in one line that a file is no model', async () => {
    const junk = join(model.folder, 'junk.gguf');
    writeFileSync(junk, 'This is no model at all.');
    const { code, output } = await failure(['--model', junk]);
    expect(code).toBe(1);
    expect(output).toMatch(
      /is not a GGUF model: its first bytes are wrong\. Fetch the file again\.\n$/,
    );
  });

  it.each([100_000, 3000])(
    'explains in one line that a model ends after %i bytes',
    async (length) => {
      const cut = randomModelFile();
      truncateSync(cut.path, length);
      const { code, output } = await failure(['--model', cut.path, '--gpu', 'false']);
      cut.remove();
      expect(code).toBe(1);
      expect(output.trim().split('\n').at(-1)).toMatch(/^The model .* damaged.*fetch it again/i);
      expect(output).not.toMatch(/\n\s+at /);
    },
  );

  it('explains that memory is too small before it loads anything', async () => {
    const { code, output } = await failure([
      '--model',
      model.path,
      '--gpu',
      'false',
      '--context',
      '9000000',
      '--parallel',
      '200',
    ]);
    expect(code).toBe(1);
    expect(output).toMatch(
      /^Opening the engine\nThere is too little memory: the model needs .* Lower --context or --parallel/,
    );
  });

  it('explains that its Redis does not answer, before it loads anything', async () => {
    const { code, output } = await failure(['--redis', 'redis://127.0.0.1:1']);
    expect(code).toBe(1);
    expect(output).toMatch(/^Redis cannot be reached \(.*ECONNREFUSED.*\)\. Start it, or .*\n$/);
  });

  it('explains that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    const { code, output } = await failure(['--port', port, '--model', model.path]);
    other.close();
    expect([code, output]).toEqual([
      1,
      `Port ${port} is taken. Stop the other server, or choose another port with --port.\n`,
    ]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'stops at %s in mid-answer without a crash',
    async (signal) => {
      const server = start(['--model', model.path, '--gpu', 'false'], { RIVULET_PAGE: 'none' });
      const url = await server.ready;
      const response = await postChat(url, chatBody('Hello', 'c', { maxTokens: 2000, pace: 100 }));
      let seen = '';
      try {
        for await (const { event } of readStream(response)) {
          seen = event === '[DONE]' ? event : event.type;
          // Once: the second signal would mean now.
          if (seen === 'text-delta' && !server.child.killed) server.child.kill(signal);
        }
      } catch {
        // The connection is cut without an end marker, so that the client looks for the server again.
      }
      expect(seen).toBe('text-delta');
      expect(await server.exited).toBe(0);
      expect(server.output()).toMatch(/Ready: .*\nStopping\n\{.*"end":"aborted".*\}\n$/s);
    },
  );

  it('stops at once at the second Ctrl-C', async () => {
    const server = start(['--model', model.path, '--gpu', 'false'], { RIVULET_PAGE: 'none' });
    await server.ready;
    server.child.kill('SIGINT');
    server.child.kill('SIGINT');
    expect([0, 130]).toContain(await server.exited);
  });

  it('serves a script, and says so, where no engine is wanted', async () => {
    const server = start([], { RIVULET_ENGINE: 'scripted', RIVULET_PAGE: 'none' });
    const url = await server.ready;
    expect(server.output()).toMatch(/no model, fixed texts/);
    const info = await (await fetch(`${url}/api/model`)).json();
    expect(info).toMatchObject({ engine: 'scripted', bundled: false });
  });

  it('warns when everybody can reach it and no key is asked for', async () => {
    const open = start(['--host', '0.0.0.0'], { RIVULET_ENGINE: 'scripted', RIVULET_PAGE: 'none' });
    await open.ready;
    expect(open.output()).toMatch(
      /Everybody who reaches 0\.0\.0\.0 can use this server\. Give it a --key-file\./,
    );
  });
});
