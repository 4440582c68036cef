// @vitest-environment node
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../demo-server/engine/scripted-engine.ts';
import { chatBody, postChat, readAll, readStream, serveEngine, textOf } from './http-server.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { eventually } from '../eventually.ts';

const key = 'upstream-secret-key';
const replies: Readonly<Record<string, string>> = { long: 'word '.repeat(2000) };
const folder = mkdtempSync(join(tmpdir(), 'rivulet-upstream-'));
const keyFile = join(folder, 'key');
const reply = (question: string) => replies[question] ?? `You said ${question}.`;
const body = (text: string, id?: string) => ({ ...chatBody(text, id), options: {} });

let engine: ScriptedEngine;
let back: Awaited<ReturnType<typeof serveEngine>>;
let front: ServerProcess;

beforeAll(async () => {
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 });
  engine = new ScriptedEngine({ pace: 200, parallel: 8, reply });
  back = await serveEngine(engine, { key });
  front = await startServerProcess(
    `--upstream ${back.url}/v1 --upstream-key-file ${keyFile} --runs-per-minute 1000 --log debug`.split(
      ' ',
    ),
  );
});

afterAll(async () => {
  front.signal('SIGTERM');
  await front.exited;
  await back.close();
  rmSync(folder, { recursive: true });
});

const get = async (path: string, accept = 'application/json') => {
  const response = await fetch(front.url + path, { headers: { accept } });
  return { status: response.status, text: await response.text() };
};

describe('a server with --upstream in front of another of ours', () => {
  it('answers with the other’s model, resumes and says what stands behind it', async () => {
    const all = await readAll(await postChat(front.url, body('Hi'), { key: 'run-first-1' }));
    expect(textOf(all)).toBe('You said Hi.');
    const again = await fetch(`${front.url}/api/runs/run-first-1/stream`, {
      headers: { 'last-event-id': all[4]?.id ?? '' },
    });
    expect(await readAll(again)).toEqual(all.slice(5));
    const model: unknown = JSON.parse((await get('/api/model')).text);
    const { host } = new URL(back.url);
    expect(model).toMatchObject({
      name: 'Scripted answers',
      engine: 'upstream',
      upstreams: [{ name: host, format: 'openai-chat', state: 'works', asked: 1, failed: 0 }],
    });
    expect((await get('/metrics', 'text/plain')).text).toContain(
      `rivulet_upstream_up{upstream="${host}"} 1`,
    );
  });

  it('passes a completion on, and stops the other when its reader leaves', async () => {
    const leaving = new AbortController();
    const asked = postCompletion('long', leaving.signal);
    const reader = (await asked).body?.getReader();
    await reader?.read();
    await eventually(() => expect(engine.load().active).toBeGreaterThan(0));
    leaving.abort();
    await eventually(() => expect(engine.load().active).toBe(0));
  });

  it('keeps what came when the other dies in mid-answer, is not ready then, and tells no key', async () => {
    const response = await postChat(front.url, body('long', 'dying'));
    let text = '';
    let errorText = '';
    for await (const { event } of readStream(response)) {
      if (event === '[DONE]' || event.type === 'finish') break;
      if (event.type === 'text-delta') text += event.delta;
      if (text !== '') back.server.closeAllConnections();
      if (text !== '') back.server.close();
      if (event.type === 'error') errorText = event.errorText;
    }
    expect([text, errorText]).toEqual([
      expect.stringMatching(/^word/),
      expect.stringMatching(/broke off/),
    ]);
    await eventually(async () => {
      expect(await get('/health/ready')).toEqual({
        status: 503,
        text: '{"status":"upstream-away"}',
      });
    });
    const refused = await readAll(await postChat(front.url, body('Hi', 'away')));
    expect(refused.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({
        type: 'error',
        errorText: expect.stringMatching(/does not answer/),
      }),
    );
    expect(front.errorOutput()).toMatch(/does not answer/);
    expect(front.output() + front.errorOutput()).not.toContain(key);
  });
});

function postCompletion(content: string, signal: AbortSignal): Promise<Response> {
  return fetch(`${front.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stream: true, messages: [{ role: 'user', content }] }),
    signal,
  });
}
