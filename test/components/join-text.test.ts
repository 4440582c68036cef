// @vitest-environment node
import { expect, it } from 'vitest';
import { joinText } from '../../src/components/join-text.ts';
import type { MessagePart } from '../../src/protocol/chat-message.ts';

const text = (words: string, state: 'streaming' | 'done' = 'done'): MessagePart => ({
  type: 'text',
  text: words,
  state,
});
const step: MessagePart = { type: 'step-start' };
const source: MessagePart = { type: 'source-url', sourceId: 's', url: 'https://example.com/' };

it('joins an answer with what goes on with it, also over the border of a step', () => {
  expect(joinText([step, text('Half a sen'), step, text('tence', 'streaming')])).toEqual([
    step,
    text('Half a sentence', 'streaming'),
    step,
  ]);
});

it('joins nothing over what stands between, nor a thought with a text', () => {
  const parts: MessagePart[] = [
    { type: 'reasoning', text: 'Hm.' },
    text('One'),
    source,
    text('Two'),
  ];
  expect(joinText(parts)).toBe(parts);
});

it('keeps every part in its place while parts are added', () => {
  const parts = [text('a'), step, source, text('b'), text('c'), source, text('d')];
  const ends = parts.map((_part, index) => joinText(parts.slice(0, index + 1)));
  for (const [index, earlier] of ends.entries()) {
    const later = ends[index + 1] ?? earlier;
    expect(later.slice(0, earlier.length).map(({ type }) => type)).toEqual(
      earlier.map(({ type }) => type),
    );
  }
});
