import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { FollowUps } from '../../src/components/follow-ups.tsx';
import { PlainText } from '../../src/components/messages/plain-text.tsx';
import { answer } from './chat-samples.ts';

const select = vi.fn<(text: string) => void>();

it('offers what the server has sent with the answer, and asks it', async () => {
  const metadata = { followUps: ['And in winter?', 7] };
  const chat = { messages: [answer('It rains.', { metadata })], status: 'ready' } as const;
  render(<FollowUps chat={chat} onSelect={select} />);
  await userEvent.click(screen.getByRole('button', { name: 'And in winter?' }));
  expect(select).toHaveBeenCalledExactlyOnceWith('And in winter?');
  expect(screen.getAllByRole('button')).toHaveLength(1);
});

it.each([
  ['while an answer is on its way', answer('It'), 'streaming'],
  ['below half an answer', answer('It', { end: 'truncated' }), 'ready'],
] as const)('offers nothing %s', (_, message, status) => {
  const chat = { messages: [message], status };
  const { container } = render(
    <FollowUps chat={chat} followUps={['Why?']} onSelect={() => undefined} />,
  );
  expect(container).toBeEmptyDOMElement();
});

it('lets the host choose them by the answer', () => {
  const chat = { messages: [answer('It rains.')], status: 'ready' } as const;
  render(<FollowUps chat={chat} followUps={({ id }) => [`Why ${id}?`]} onSelect={select} />);
  expect(screen.getByRole('button', { name: `Why ${chat.messages[0].id}?` })).toBeVisible();
});

it('folds a long question, which stays in the page', async () => {
  const text = 'line\n'.repeat(40);
  const { container } = render(<PlainText text={text} />);
  const words = container.querySelector('p');
  expect(words).toHaveAttribute('data-folded');
  expect(words?.textContent).toBe(text);
  await userEvent.click(screen.getByRole('button', { name: 'Show more', expanded: false }));
  expect(words).not.toHaveAttribute('data-folded');
  await userEvent.click(screen.getByRole('button', { name: 'Show less', expanded: true }));
  expect(words).toHaveAttribute('data-folded');
});

it('leaves a short question as it is', () => {
  render(<PlainText text="Short." />);
  expect(screen.queryByRole('button')).toBeNull();
});
