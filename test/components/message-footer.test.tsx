import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { Message } from '../../src/components/messages/message.tsx';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import type { Feedback } from '../../src/components/messages/message-props.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { answer } from './chat-samples.ts';

const at = Date.UTC(2025, 5, 15, 15, 6, 40);

it('says when a message was written, in the words of its language', () => {
  const message = answer('Hello.', { createdAt: at });
  const { container } = render(<Message message={message} labels={{ locale: 'de' }} />);
  const time = container.querySelector('time');
  expect(time).toHaveAttribute('datetime', '2025-06-15T15:06:40.000Z');
  const format = new Intl.DateTimeFormat('de', { dateStyle: 'medium', timeStyle: 'short' });
  expect(time).toHaveTextContent(format.format(at));
});

it('makes one format for the times of a list, and that of whole dates for who points at one', async () => {
  const { DateTimeFormat } = Intl;
  const make = vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function newFormat(...given) {
    return new DateTimeFormat(...given);
  });
  const messages = Array.from({ length: 20 }, (_, index) =>
    answer(`Answer ${index}.`, { id: `m${index}`, createdAt: at }),
  );
  const { container } = render(<MessageList messages={messages} labels={{ locale: 'fr-CH' }} />);
  const times = container.querySelectorAll('time');
  expect(times).toHaveLength(20);
  expect(make.mock.calls.map(([locale]) => locale)).toEqual(['fr-CH']);
  for (const time of [...times].slice(0, 3)) await userEvent.hover(time);
  expect(make).toHaveBeenCalledTimes(2);
  make.mockRestore();
  const full = new Intl.DateTimeFormat('fr-CH', { dateStyle: 'full', timeStyle: 'medium' });
  expect(times[2]).toHaveAttribute('title', full.format(at));
});

it('leaves the hour of today alone', () => {
  const now = Date.now();
  const { container } = render(<Message message={answer('Hello.', { createdAt: now })} />);
  const format = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
  expect(container.querySelector('time')).toHaveTextContent(format.format(now));
});

it('leaves the words to the page, whose clock a server does not know', () => {
  const html = renderToString(<Message message={answer('Hello.', { createdAt: at })} />);
  expect(html).toContain('2025-06-15T15:06:40.000Z"></time>');
});

it.each([[undefined], [Number.NaN], [1e20]])('shows no time for %s', (createdAt) => {
  const message = { ...answer('Hello.'), createdAt } as ChatMessage;
  const { container } = render(<Message message={message} />);
  expect(container.querySelector('time')).toBeNull();
});

it('tells what the reader thinks of an answer, and that it is taken back', async () => {
  const told = vi.fn<(message: ChatMessage, feedback: Feedback | undefined) => void>();
  const message = answer('Hello.');
  render(<MessageList messages={[message]} onFeedback={told} />);
  const good = screen.getByRole('button', { name: 'Good answer', pressed: false });
  await userEvent.click(good);
  expect(told).toHaveBeenLastCalledWith(message, 'good');
  expect(good).toHaveAttribute('aria-pressed', 'true');
  await userEvent.click(screen.getByRole('button', { name: 'Bad answer' }));
  expect(told).toHaveBeenLastCalledWith(message, 'bad');
  expect(good).toHaveAttribute('aria-pressed', 'false');
  await userEvent.click(screen.getByRole('button', { name: 'Bad answer' }));
  expect(told).toHaveBeenLastCalledWith(message, undefined);
});

it('shows what the host has kept of it, and asks only for answers', () => {
  const messages: ChatMessage[] = [
    { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Hi' }] },
    answer('Hello.', { metadata: { feedback: 'bad' } }),
  ];
  render(<MessageList messages={messages} onFeedback={() => undefined} />);
  expect(screen.getAllByRole('button', { name: 'Bad answer', pressed: true })).toHaveLength(1);
  expect(screen.getAllByRole('button', { name: 'Good answer' })).toHaveLength(1);
});

it('asks nothing where nobody wants to know', () => {
  render(<MessageList messages={[answer('Hello.')]} />);
  expect(screen.queryByRole('button', { name: 'Good answer' })).toBeNull();
});
