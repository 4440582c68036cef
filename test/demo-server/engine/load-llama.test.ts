// @vitest-environment node
import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { randomGguf } from '../../../demo-server/bench/random-gguf.ts';
import { loadLlama, type LoadOptions } from '../../../demo-server/engine/load-llama.ts';
import { askEngine, question, randomModelFile } from '../random-engine.ts';

let file: ReturnType<typeof randomModelFile>;
afterEach(() => file.remove());

/** Loads a random model whose bytes were changed before. */
async function load(
  change: (bytes: Buffer) => Buffer = (bytes) => bytes,
  more: Partial<LoadOptions> = {},
) {
  process.env['RIVULET_THREADS'] = '1';
  file = randomModelFile();
  const bytes = randomGguf();
  writeFileSync(file.path, change(bytes));
  return loadLlama({ path: file.path, gpu: false, parallel: 2, pace: 0, ...more });
}

/** Sets a number of the model's description, which stands after its name and the four bytes of its kind. */
function setNumber(bytes: Buffer, name: string, value: number): Buffer {
  const place = bytes.indexOf(name);
  expect(place).toBeGreaterThan(0);
  bytes.writeUInt32LE(value, place + name.length + 4);
  return bytes;
}

const readsNothing = (bytes: Buffer) => setNumber(bytes, 'llama.context_length', 0);

const refusal = (message: RegExp) =>
  expect.objectContaining({
    name: 'StartError',
    message: expect.stringMatching(message) as unknown,
  });

describe('a model that cannot be used', () => {
  it.each([
    ['llama.attention.head_count', /it has no attention heads/],
    ['llama.block_count', /it has no layers/],
    ['llama.embedding_length', /it has no width/],
  ])('is refused before the library would end the process: %s is 0', async (name, message) => {
    const broken = load((bytes) => setNumber(bytes, name, 0));
    await expect(broken).rejects.toThrow(refusal(message));
  });

  it('is refused when it reads nothing, unless it is said how much it reads', async () => {
    await expect(load(readsNothing)).rejects.toThrow(refusal(/reads 0 model tokens.*--context/));
    file.remove();
    const engine = await load(readsNothing, { contextSize: 256 });
    expect((await askEngine(engine, question('Hi'))).end.reason).toBe('length');
    await engine.close();
  });

  it('is refused when it ends too early', async () => {
    await expect(load((bytes) => bytes.subarray(0, bytes.length >> 1))).rejects.toThrow(
      refusal(/it ends after .* Delete it and fetch it again/),
    );
  });
});

it('refuses a kind of GPU that is not there when it is asked for by name', async () => {
  const absent = process.platform === 'darwin' ? 'cuda' : 'metal';
  await expect(load(undefined, { gpu: absent })).rejects.toThrow(
    refusal(new RegExp(`^--gpu ${absent} does not work on this machine`)),
  );
});

it('answers its first question as any other after the warm-up, with nothing in memory', async () => {
  const engine = await load();
  const ask = () => askEngine(engine, question('First', { owner: '' }));
  const [first, second] = [await ask(), await ask()];
  expect(first.text).toBe(second.text);
  expect(first.end.usage).toEqual({ ...second.end.usage, cachedTokens: 0 });
  await engine.close();
});
