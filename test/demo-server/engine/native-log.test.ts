// @vitest-environment node
import { expect, it } from 'vitest';
import { LlamaLogLevel } from '../../../demo-server/engine/llama.ts';
import { NativeLog } from '../../../demo-server/engine/native-log.ts';

it('tells the last line that says why, without the names of functions', () => {
  const log = new NativeLog();
  expect(log.reason()).toBeUndefined();
  const write = (text: string) => log.write(LlamaLogLevel.error, text);
  write("llama_model_load: error loading model: missing tensor 'token_embd.weight'\n");
  write('llama_model_load_from_file_impl: failed to load model\n');
  expect(log.reason()).toBe("error loading model: missing tensor 'token_embd.weight'");
});

it('keeps the last lines only', () => {
  const log = new NativeLog();
  log.write(LlamaLogLevel.error, 'x: error one');
  for (let line = 0; line < 20; line++)
    log.write(LlamaLogLevel.warn, `load: control token ${line}`);
  expect(log.reason()).toBeUndefined();
});
