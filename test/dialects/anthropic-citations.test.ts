// @vitest-environment node
import { expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';

async function* frames(events: readonly object[]): AsyncGenerator<Uint8Array> {
  for (const event of events) yield new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
}

const block = (index: number, text: string, citation?: object): object[] => [
  { type: 'content_block_start', index, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index, delta: { type: 'text_delta', text } },
  ...(citation
    ? [{ type: 'content_block_delta', index, delta: { type: 'citations_delta', citation } }]
    : []),
  { type: 'content_block_stop', index },
];

it('keeps a text that Anthropic cuts at its citations in one part, and what a tool parts in two', async () => {
  const call = { type: 'server_tool_use', id: 't', name: 'web_search', input: { query: 'grass' } };
  const message = await collectMessage(
    decodeEvents(
      frames([
        { type: 'message_start', message: { id: 'm', role: 'assistant', content: [] } },
        ...block(0, 'Let me look that up.'),
        { type: 'content_block_start', index: 1, content_block: call },
        { type: 'content_block_stop', index: 1 },
        ...block(2, '## Answer\n\nThe grass is '),
        ...block(3, 'green', { url: 'https://a.example/', title: 'A' }),
        ...block(4, ' and wet.'),
        { type: 'message_stop' },
      ]),
    ),
  );
  const texts = message.parts.flatMap((part) => (part.type === 'text' ? part.text : []));
  expect(texts).toEqual(['Let me look that up.', '## Answer\n\nThe grass is green and wet.']);
  expect(message.parts.some(({ type }) => type === 'source-url')).toBe(true);
});
