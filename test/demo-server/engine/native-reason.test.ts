// @vitest-environment node
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { randomGguf } from '../../../demo-server/bench/random-gguf.ts';
import { loadLlama } from '../../../demo-server/engine/load-llama.ts';
import { randomModelFile } from '../random-engine.ts';

// Alone in its file: of several engines in one process the native library hears the logger of one.
it('refuses a model in the words of the native library', async () => {
  const file = randomModelFile();
  const text = randomGguf().toString('latin1').replaceAll('llama', 'lluma');
  writeFileSync(file.path, Buffer.from(text, 'latin1'));
  await expect(loadLlama({ path: file.path, gpu: false })).rejects.toThrow(
    /cannot be loaded \(.*unknown model architecture: 'lluma'\)/,
  );
  file.remove();
});
