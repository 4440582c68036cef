import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Message } from '../../src/components/messages/message.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import '../../src/styles/styles.css';

const text = 'Some **bold** words [1]\n\n- one\n- two\n\n```ts\nconst a = 1;\n```';
const message: ChatMessage = {
  id: 'a',
  role: 'assistant',
  end: 'complete',
  parts: [
    { type: 'reasoning', text: 'Which words?', state: 'done' },
    { type: 'text', text, state: 'done' },
    { type: 'source-url', sourceId: 's', url: 'https://example.com/', title: 'A page' },
  ],
};

/** What a press of the copy button puts on the clipboard, by its type. */
async function copied(shown: ChatMessage): Promise<Record<string, string>> {
  const write = vi.spyOn(navigator.clipboard, 'write').mockResolvedValue();
  await render(<Message message={shown} />);
  await page.getByRole('button', { name: 'Copy message' }).click();
  await expect.poll(() => write.mock.calls.length).toBe(1);
  const item = write.mock.calls[0]?.[0][0];
  const types = item?.types ?? [];
  const texts = await Promise.all(
    types.map(async (type) => [type, (await (await item?.getType(type))?.text()) ?? ''] as const),
  );
  write.mockRestore();
  return Object.fromEntries(texts);
}

it('puts an answer on the clipboard as markdown, and as HTML without the page’s classes', async () => {
  const { 'text/plain': plain, 'text/html': html = '' } = await copied(message);
  expect(plain).toBe(text);
  expect(html).toContain('<strong>bold</strong>');
  expect(html).toMatch(/<ul>\s*<li>one<\/li>\s*<li>two<\/li>\s*<\/ul>/);
  expect(html).not.toMatch(/class=|data-|Which words|button/);
});

it('puts a question on the clipboard as the text it is', async () => {
  const question = { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Is 1 < **2**?' }] };
  const { 'text/html': html } = await copied(question as ChatMessage);
  expect(html).toBe('<p>Is 1 &lt; **2**?</p>');
});

it('moves no button when it has copied', async () => {
  const write = vi.spyOn(navigator.clipboard, 'write').mockResolvedValue();
  await render(<Message message={message} onRegenerate={() => undefined} />);
  const again = page.getByRole('button', { name: 'Regenerate' });
  const before = again.element().getBoundingClientRect().left;
  await page.getByRole('button', { name: 'Copy message' }).click();
  await expect.element(page.getByText('Copied')).toBeInTheDocument();
  expect(again.element().getBoundingClientRect().left).toBe(before);
  write.mockRestore();
});
