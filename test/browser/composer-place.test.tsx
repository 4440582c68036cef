import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import '../../src/styles/styles.css';
import './window.css';
import { eventually } from '../eventually.ts';

const transport = scriptedTransport(['An answer.']);
const talk: ChatMessage[] = [
  { id: 'm1', role: 'user', parts: [{ type: 'text', text: 'A question.' }] },
  { id: 'm2', role: 'assistant', end: 'complete', parts: [{ type: 'text', text: 'An answer.' }] },
];

function Shown({ messages = [] }: { readonly messages?: ChatMessage[] }) {
  const chat = useStreamingChat({ transport, initialMessages: messages });
  return (
    <div style={{ display: 'flex', blockSize: '100vh' }}>
      <Chat chat={chat} footer={<p id="foot">Models make mistakes.</p>} />
    </div>
  );
}

const boxOf = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
/** Where the middle of the field is: 0 is the upper end of the window, 1 its lower. */
const place = () => (boxOf('.rv-composer').top + boxOf('.rv-composer').bottom) / 2 / innerHeight;

beforeEach(() => page.viewport(1000, 800));
afterEach(() => page.viewport(414, 896));

it('has the field in the middle before the first message, and glides with it to the end', async () => {
  await render(<Shown />);
  await eventually(() => expect(place()).toBeLessThan(0.65));
  await eventually(() => expect(document.getAnimations()).toHaveLength(0));
  expect(place()).toBeGreaterThan(0.4);
  const { top } = boxOf('.rv-composer');
  const empty = boxOf('.rv-empty');
  expect(empty.bottom).toBeLessThanOrEqual(top);
  expect(top - empty.bottom).toBeLessThan(60);
  expect(boxOf('#foot').bottom).toBeGreaterThan(innerHeight - 40);

  await userEvent.fill(page.getByRole('textbox'), 'A question.');
  await userEvent.keyboard('{Enter}');
  await eventually(() => expect(place()).toBeGreaterThan(0.8));
  expect(boxOf('#foot').top).toBeGreaterThanOrEqual(boxOf('.rv-composer').bottom);
});

it('has the field at the end where a chat opens with messages, and where there is little room', async () => {
  const { unmount } = await render(<Shown messages={talk} />);
  expect(place()).toBeGreaterThan(0.8);
  await unmount();
  await page.viewport(390, 800);
  await render(<Shown />);
  expect(place()).toBeGreaterThan(0.8);
});
