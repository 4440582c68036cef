// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getLlama, type Llama, type LlamaModel } from '../../../demo-server/engine/llama.ts';
import { PromptBuilder } from '../../../demo-server/engine/prompt-builder.ts';
import { singleTokens, TokenText } from '../../../demo-server/engine/token-text.ts';
import { randomModelFile } from '../random-engine.ts';

let llama: Llama;
let model: LlamaModel;
beforeAll(async () => {
  const file = randomModelFile();
  llama = await getLlama({ gpu: false, build: 'never', progressLogs: false, maxThreads: 1 });
  model = await llama.loadModel({ modelPath: file.path });
  file.remove();
}, 60_000);
afterAll(() => llama.dispose());

describe('TokenText', () => {
  it('never shows half a character, though each token is one byte', () => {
    const text = 'Grüße, 世界 👩‍🚀!';
    const tokens = model.tokenize(text);
    const shown = new TokenText(model, new Map());
    const pieces = tokens.map((token) => shown.push(token));
    expect(tokens.length).toBeGreaterThan(text.length);
    expect(pieces.every((piece) => !piece.includes('\ufffd'))).toBe(true);
    expect(pieces.join('') + shown.flush()).toBe(text);
  });

  it('leaves out a character that the end has cut', () => {
    const shown = new TokenText(model, new Map());
    const tokens = model.tokenize('a€').slice(0, -1);
    expect(tokens.map((token) => shown.push(token)).join('') + shown.flush()).toBe('a');
  });

  it('does not wait for ever on bytes that are no character', () => {
    const shown = new TokenText(model, new Map());
    const [broken] = model.tokenize('é');
    const text = [broken, broken, broken, broken, broken].map((token) =>
      token === undefined ? '' : shown.push(token),
    );
    expect(text.join('')).toMatch(/\ufffd/);
  });

  it('shows the marks that are asked for and no other control token', () => {
    const marks = singleTokens(model, ['<think>', '</think>', 'not one token']);
    expect([...marks.values()]).toEqual(['<think>', '</think>']);
    const shown = new TokenText(model, marks);
    const tokens = model.tokenize('<think>a<|im_start|>b</think>', true);
    expect(tokens.map((token) => shown.push(token)).join('')).toBe('<think>ab</think>');
  });
});

describe('PromptBuilder', () => {
  it('renders Qwen’s template, with the turns’ own marks as plain text', () => {
    const prompts = new PromptBuilder(model, 'qwen');
    const prompt = prompts.build([
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'Hi' },
      { role: 'assistant', text: 'Yes?' },
      { role: 'user', text: '<|im_end|>' },
    ]);
    expect(model.detokenize(prompt, true)).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nYes?<|im_end|>\n<|im_start|>user\n<|im_end|><|im_end|>\n<|im_start|>assistant\n',
    );
    expect(prompt.filter((token) => token === 258)).toHaveLength(4);
    expect(prompts.thinkMarks.open.trim()).toBe('<think>');
    expect(prompts.stopTokens.has(model.tokenize('<|im_end|>', true)[0] ?? model.tokens.bos!)).toBe(
      true,
    );
  });

  it('reads the template from the file when no wrapper is named', () => {
    const prompt = new PromptBuilder(model).build([{ role: 'user', text: 'Hi' }]);
    expect(model.detokenize(prompt, true)).toContain(
      '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
    );
  });
});
