// @vitest-environment node
import { expect, it } from 'vitest';
import { joinText } from '../../src/protocol/join-text.ts';
import type { MessagePart, SourceUrlPart, TextPart } from '../../src/protocol/chat-message.ts';

const text = (words: string, state: 'streaming' | 'done' = 'done'): TextPart => ({
  type: 'text',
  text: words,
  state,
});
const step: MessagePart = { type: 'step-start' };
const source: SourceUrlPart = { type: 'source-url', sourceId: 's', url: 'https://example.com/' };

const going = (words: string, state: 'streaming' | 'done' = 'done'): TextPart => ({
  ...text(words, state),
  continues: true,
});

it('joins an answer with what goes on with it, also over the border of a step', () => {
  expect(joinText([step, text('Half a sen'), step, going('tence', 'streaming')])).toEqual([
    step,
    going('Half a sentence', 'streaming'),
    step,
    step,
  ]);
});

const shown = (parts: MessagePart[]) =>
  joinText(parts).flatMap((part) => ('text' in part ? part.text : []));
const item = (id: string) => ({ providerMetadata: { openai: { itemId: id } } });

it('keeps texts of different items apart', () => {
  const parts = [text('Let me look that up.'), step, text('## Answer')];
  expect(joinText(parts)).toBe(parts);
});

it('joins what a provider cuts at its citations, by its own word or by the citation after it', () => {
  const cited = { ...text('green'), citations: [{}] };
  expect(shown([text('The grass is '), cited, text(' and wet.')])).toEqual([
    'The grass is green and wet.',
  ]);
  const citation: MessagePart = { ...source, providerMetadata: { a: { citedText: 'green' } } };
  const apart = [text('The grass is '), text('green'), citation, text(' and wet.'), source];
  expect(shown(apart)).toEqual(['The grass is green and wet.']);
  const items = [
    { ...text('One.'), ...item('1') },
    { ...cited, ...item('2') },
  ];
  expect(joinText(items)).toBe(items);
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
