// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { Narrator } from '../../src/components/narrator.ts';

/** Feeds a text character by character and collects what is said. */
function sayAll(text: string): string[] {
  const narrator = new Narrator();
  const said: string[] = [];
  for (let length = 1; length <= text.length; length += 1) {
    const words = narrator.take(text.slice(0, length), length === text.length);
    if (words) said.push(words);
  }
  return said;
}

const sentences =
  'The first sentence is long enough to be said by itself, is it not? The second one follows it at once, word by word. And an end';

describe('Narrator', () => {
  it('speaks in whole sentences, never in tokens', () => {
    expect(sayAll(sentences)).toEqual([
      'The first sentence is long enough to be said by itself, is it not?',
      'The second one follows it at once, word by word. And an end',
    ]);
  });

  it('says everything once, however the text is cut', () => {
    const narrator = new Narrator();
    const whole = new Narrator().take(sentences, true);
    const parts = [narrator.take(sentences.slice(0, 70), false), narrator.take(sentences, true)];
    expect(parts.join(' ')).toBe(whole);
  });

  it('holds short sentences back until there is enough to say', () => {
    const narrator = new Narrator();
    expect(narrator.take('Yes. No. ', false)).toBe('');
    expect(narrator.take('Yes. No. ', true)).toBe('Yes. No.');
  });

  it('leaves out the marks of markdown', () => {
    const text =
      '## A **bold** title\n- [x] see [the page](https://example.com) and `code`\n> *said*\n';
    expect(sayAll(text).join(' ')).toBe('A bold title. see the page and code. said');
  });

  it('names a code block without reading it out', () => {
    const text = 'Look:\n```ts\nconst secret = 1;\n```\nThat was it.\n';
    expect(sayAll(text).join(' ')).toBe('Look: Code block. That was it.');
  });

  it('reads a table row as a list and skips its rule', () => {
    expect(sayAll('| a | b |\n| --- | :-: |\n| 1 | 2 |\n').join(' ')).toBe('a, b. 1, 2');
  });

  it('ends a sentence at full stops of languages without spaces', () => {
    const narrator = new Narrator();
    const sentence = `${'水'.repeat(70)}\u3002`;
    expect(narrator.take(`${sentence}水`, false)).toBe(sentence);
  });
});
