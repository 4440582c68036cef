// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ThinkSplitter } from '../../../demo-server/engine/think-splitter.ts';

function split(chunks: readonly string[], isThinking = false) {
  const splitter = new ThinkSplitter(undefined, isThinking);
  const joined = { reasoning: '', text: '' };
  const pieces = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.flush()];
  for (const piece of pieces) joined[piece.type] += piece.text;
  return joined;
}

describe('ThinkSplitter', () => {
  const answer = '<think>\nfirst  this,\n\nthen < that\n</think>\n\n# Hello\n\n  a <b> c';
  const parted = { reasoning: 'first  this,\n\nthen < that', text: '# Hello\n\n  a <b> c' };

  it('gives the same parts however the answer is cut', () => {
    for (let size = 1; size <= answer.length; size++) {
      const chunks = answer.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(split(chunks)).toEqual(parted);
    }
  });

  it('passes an answer without marks on as it is', () => {
    expect(split(['    code', '\n\n', '  < thin'])).toEqual({
      reasoning: '',
      text: '    code\n\n  < thin',
    });
  });

  it('begins inside the reasoning when the prompt has opened it', () => {
    expect(split(['\nwell', '</think>\nyes'], true)).toEqual({ reasoning: 'well', text: 'yes' });
  });

  it('shows reasoning that never ends as reasoning', () => {
    expect(split(['<think>', 'on and ', 'on</thin'])).toEqual({
      reasoning: 'on and on</thin',
      text: '',
    });
  });

  it('shows text at once when it cannot become a mark', () => {
    const splitter = new ThinkSplitter();
    expect(splitter.push('a < b')).toEqual([{ type: 'text', text: 'a < b' }]);
    expect(splitter.push(' <th')).toEqual([{ type: 'text', text: ' ' }]);
  });
});
