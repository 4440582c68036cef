// @vitest-environment node
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScriptedEngine, type ScriptedOptions } from '../../demo-server/engine/scripted-engine.ts';
import { eventually } from '../eventually.ts';
import { findCurl } from '../set-up/curl.ts';
import { findPython } from '../set-up/python.ts';
import { serveEngine } from './http-server.ts';

const [curl, python] = [findCurl(), findPython()];
const root = new URL('../../', import.meta.url).pathname;
const page = readFileSync(join(root, 'docs/http.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(
    ([, code = '']) => code,
  );

async function serve(script: ScriptedOptions = {}) {
  const engine = new ScriptedEngine({ pace: 0, reply: () => 'one two three', ...script });
  const server = await serveEngine(engine);
  onTestFinished(() => server.close());
  return { ...server, engine };
}

/** Runs a program; resolves when it has ended. */
function run(program: string, args: readonly string[], url: string, cwd = root) {
  const child = spawn(program, args, { cwd, env: { ...process.env, RIVULET: url } });
  const told = { out: '', err: '' };
  child.stdout.on('data', (bytes: Buffer) => (told.out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (told.err += bytes.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...told }));
  });
  onTestFinished(() => void child.kill());
  return { told, ended };
}

/** Runs a program in Python beside the client. */
function runPython(code: string, url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'rivulet-python-'));
  copyFileSync(join(root, 'clients/rivulet.py'), join(folder, 'rivulet.py'));
  writeFileSync(join(folder, 'program.py'), code);
  return run(python ?? '', ['-u', 'program.py'], url, folder);
}

const begin = `import json, os
from rivulet import Rivulet, RivuletError
server = Rivulet(os.environ["RIVULET"])
`;

describe.skipIf(!curl)('the lines of docs/http.md', () => {
  it('all do what they say', async () => {
    const { url } = await serve();
    const told: string[] = [];
    for (const code of blocks('sh')) {
      const script = `set -e\ncurl() { ${curl} "$@"; }\n${code}`;
      const { code: status, out, err } = await run('bash', ['-c', script], url).ended;
      expect({ status, err: status === 0 ? '' : err }).toEqual({ status: 0, err: '' });
      told.push(out);
    }
    expect(told).toHaveLength(4);
    expect(told[0]).toContain('"type":"finish"');
    expect(told[1]).toContain('"status":"complete"');
    expect(told[2]).toContain('"total_items":3');
    expect(told[3]).toContain('"counter":0');
  });
});

describe.skipIf(!python)('the client in Python', () => {
  it('does what docs/http.md says', async () => {
    const { url } = await serve();
    const [code = ''] = blocks('python');
    const { code: status, out, err } = await runPython(code, url).ended;
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^one two three/);
    expect(out).toContain("'processed': 'QUINCE'");
    expect(out).toContain("'total_items': 3");
  });

  it('has the whole answer, each piece once, however often its connections are cut', async () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const { url, server } = await serve({ pace: 60, reply: () => words });
    const { told, ended } = runPython(
      `${begin}for piece in server.chat("Hi").text(): print(piece, end="", flush=True)`,
      url,
    );
    for (const seen of ['word5', 'word20', 'word40']) {
      await eventually(() => expect(told.out).toContain(seen));
      server.closeAllConnections();
    }
    expect(await ended).toMatchObject({ code: 0, out: words, err: '' });
  });

  it('stops the work on the server, and has its text so far', async () => {
    const { url, engine } = await serve({ pace: 20, reply: () => 'word '.repeat(1000) });
    const code = `${begin}
run = server.chat("Hi")
for piece in run.text():
    if run.seq > 6: break
print(json.dumps([run.cancel()["status"], [event["type"] for event in server.run(run.id)][-1]]))
`;
    const { code: status, out } = await runPython(code, url).ended;
    expect([status, JSON.parse(out)]).toEqual([0, ['aborted', 'abort']]);
    await eventually(() => expect(engine.load().active).toBe(0));
  });

  it('raises what the server refuses, with its code', async () => {
    const { url } = await serve();
    const code = `${begin}
told = []
for ask in (lambda: server.result("list", {"data": 7}), lambda: server.result("nope"), lambda: list(server.run("a-run-that-is-not"))):
    try: ask()
    except RivuletError as error: told.append([error.code, error.status])
print(json.dumps(told + [server.result("list", {"data": ["a"]})["footer"]["total_items"]]))
`;
    const { out, err } = await runPython(code, url).ended;
    expect(err).toBe('');
    expect(JSON.parse(out)).toEqual([
      ['bad-request', 400],
      ['not-found', 404],
      ['not-found', 404],
      1,
    ]);
  });
});
