import { act, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import {
  useStreamingChat,
  type UseStreamingChatOptions,
} from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import { Composer } from '../../src/components/composer/composer.tsx';
import { ConnectionStatus } from '../../src/components/notices/connection-status.tsx';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { Script } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';

beforeAll(() => import('../../src/chat/tools/client-tools.ts'));
afterEach(() => vi.useRealTimers());

const call: ChatEvent = {
  type: 'tool-input-available',
  toolCallId: 'call-1',
  toolName: 'wait',
  input: {},
};

function Page({
  script,
  ...options
}: { script: Script } & Omit<UseStreamingChatOptions, 'transport'>) {
  const chat = useStreamingChat({ ...options, transport: scriptedTransport(script) });
  return <Chat chat={chat} />;
}

it('says why a message was not taken where it was written, until it is written on', async () => {
  const error = new ChatError('bad-request', 'An answer is still on its way. Abort it first.');
  render(<Composer onSend={() => Promise.resolve({ accepted: false, error, isUntold: true })} />);
  const field = screen.getByRole('textbox');
  await userEvent.type(field, 'Hello{Enter}');
  const composer = within(field.closest('form') as HTMLElement);
  expect(await composer.findByRole('alert')).toHaveTextContent('still on its way');
  expect(field).toHaveValue('Hello');
  await userEvent.type(field, '!');
  expect(composer.queryByRole('alert')).toBeNull();
});

it('says once why the server did not take a message', async () => {
  render(<Page script={[{ refuse: new ChatError('too-large', 'That is too long.') }]} />);
  await userEvent.type(screen.getByRole('textbox'), 'Hello{Enter}');
  await screen.findByText(/That is too long/);
  expect(screen.getAllByText(/That is too long/)).toHaveLength(1);
  expect(screen.getByRole('textbox')).toHaveValue('Hello');
});

it('offers Stop while a tool of the page runs, and then takes the next message', async () => {
  const tools = { wait: { execute: () => new Promise(() => undefined) } };
  render(<Page script={[call]} tools={tools} />);
  await userEvent.type(screen.getByRole('textbox'), 'Hello{Enter}');
  await screen.findByText('running…');
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(await screen.findByText('failed')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Send' })).toBeVisible();
});

it('tells the reader when an answer has not begun for ten seconds', () => {
  vi.useFakeTimers();
  const { rerender } = render(<ConnectionStatus status="submitted" />);
  act(() => void vi.advanceTimersByTime(9999));
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
  act(() => void vi.advanceTimersByTime(1));
  expect(screen.getByRole('status')).toHaveTextContent('Still waiting for the answer.');
  rerender(<ConnectionStatus status="streaming" />);
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});
