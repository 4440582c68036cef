// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { TextStop } from '../../../demo-server/engine/text-stop.ts';

describe('TextStop', () => {
  it('ends at a stop text that comes in pieces and passes nothing of it on', () => {
    const stop = new TextStop(['<|im_end|>', '### User']);
    expect(stop.push('Hi <|im')).toEqual({ text: 'Hi ', isStopped: false });
    expect(stop.push('_end|> more')).toEqual({ text: '', isStopped: true });
  });

  it('passes on what looked like a stop text and was none', () => {
    const stop = new TextStop(['<|im_end|>']);
    expect(stop.push('a <|im').text + stop.push('ages').text).toBe('a <|images');
  });

  it('ends at the first of several', () => {
    expect(new TextStop(['b', 'a']).push('x a b')).toEqual({ text: 'x ', isStopped: true });
  });

  it('gives back what it holds at the end', () => {
    const stop = new TextStop(['###']);
    expect(stop.push('C#')).toEqual({ text: 'C', isStopped: false });
    expect(stop.flush()).toBe('#');
  });
});
