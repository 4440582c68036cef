import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { EngineRequest } from '../../demo-server/engine/engine.ts';
import type { LlamaEngine } from '../../demo-server/engine/llama-engine.ts';
import { loadLlama } from '../../demo-server/engine/load-llama.ts';
import { readManifest } from '../../demo-server/engine/manifest.ts';
import { chatBody, postChat, readStream } from '../demo-server/http-server.ts';
import { askEngine, question } from '../demo-server/random-engine.ts';

const folder = fileURLToPath(new URL('../../demo-server', import.meta.url));
const manifest = await readManifest(`${folder}/model/rivulet-tiny.json`);
const load = (gpu: 'vulkan' | false) =>
  loadLlama({ path: manifest.path, manifest, gpu, parallel: 8, pace: 0 });

const questions = manifest.suggestions.slice(0, 2);
const greedy = (text: string, more: Partial<EngineRequest> = {}) =>
  question(text, { temperature: 0, maxTokens: 40, ...more });

async function answersOf(engine: LlamaEngine, texts: readonly string[]): Promise<string[]> {
  const asked = texts.map((text, index) => greedy(text, { conversation: `chat ${index}` }));
  const answers = await Promise.all(asked.map((one) => askEngine(engine, one)));
  return answers.map(({ text }) => text);
}

describe('an engine on Vulkan', () => {
  let gpu: LlamaEngine;
  const right: string[] = [];

  beforeAll(async () => {
    const processor = await load(false);
    for (const text of questions) right.push(...(await answersOf(processor, [text])));
    await processor.close();
    gpu = await load('vulkan');
  });
  afterAll(() => gpu.close());

  it('holds every layer of the model on the device', () => {
    const { device } = gpu.info;
    expect(device).toMatchObject({ backend: 'vulkan', gpuLayers: device.totalLayers });
    expect(device.gpuLayers).toBeGreaterThan(0);
    expect(device.names).toEqual([expect.stringContaining('llvmpipe')]);
  });

  it('gives the answers of the processor, word for word', async () => {
    expect(new Set(right).size).toBe(2);
    for (const [index, text] of questions.entries()) {
      expect(await answersOf(gpu, [text])).toEqual([right[index]]);
    }
  });

  it('gives eight answers at once as it gives each alone', async () => {
    const eight = Array.from({ length: 8 }, (_, index) => index % 2);
    const texts = eight.map((index) => questions[index] ?? '');
    expect(await answersOf(gpu, texts)).toEqual(eight.map((index) => right[index]));
  });

  it('computes at most one token after an abort', async () => {
    const abort = new AbortController();
    let seen = 0;
    const open = await gpu.prepare(greedy(questions[0] ?? '', { maxTokens: 400 }));
    for await (const event of open(abort.signal)) {
      if (event.type === 'text') seen = event.outputTokens;
      if (event.type === 'text' && seen >= 6) abort.abort();
      if (event.type !== 'end') continue;
      expect(event.reason).toBe('abort');
      expect(event.usage.outputTokens).toBeLessThanOrEqual(seen + 1);
    }
    expect(seen).toBeGreaterThanOrEqual(6);
    expect(gpu.load()).toEqual({ active: 0, waiting: 0 });
  });
});

describe('a server with --gpu vulkan', () => {
  it('ends cleanly on SIGTERM, in the middle of an answer', async () => {
    const args = ['--import', 'tsx', 'main.ts', '--port', '0', '--gpu', 'vulkan', '--pace', '0'];
    const env = { ...process.env, RIVULET_PAGE: 'none' };
    const child = spawn(process.execPath, args, { cwd: folder, env });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    const ready = new Promise<string>((resolve, reject) => {
      const look = (chunk: Buffer) => {
        output += chunk.toString();
        const url = /Ready: (http:\S+?)\/?\s/.exec(output)?.[1];
        if (url) resolve(url);
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('close', (code, signal) =>
        reject(new Error(`The server ended with ${code ?? signal}: ${output}`)),
      );
    });
    const exited = new Promise<string>((resolve) =>
      child.once('close', (code, signal) => resolve(String(code ?? signal))),
    );
    const url = await ready;
    expect(await (await fetch(`${url}/api/model`)).json()).toMatchObject({
      device: { backend: 'vulkan' },
    });
    const body = chatBody(questions[0] ?? '', 'chat', { temperature: 0, maxTokens: 200 });
    for await (const { event } of readStream(await postChat(url, body))) {
      if (event !== '[DONE]' && event.type === 'text-delta') break;
    }
    child.kill('SIGTERM');
    expect(`${await exited}: ${output}`).toMatch(/^0:/);
  });
});
