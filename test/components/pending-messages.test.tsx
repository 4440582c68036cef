import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import { answer, question } from './chat-samples.ts';

afterEach(() => vi.restoreAllMocks());

const queued = { id: 'q2', input: 'And then?' };
const unsent = { id: 'o1', runId: 'run-1', input: 'Are you there?' };
const failed = {
  ...unsent,
  error: { code: 'bad-request', message: 'Too long.', retryable: false },
} as const;
const goOffline = () => vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);

it('shows what waits for the present answer below the last message, and takes it back', async () => {
  const onUnqueue = vi.fn<(id: string) => void>();
  const messages = [question('Why?'), answer('Because.')];
  render(<MessageList messages={messages} queue={[queued]} onUnqueue={onUnqueue} />);
  const last = screen.getAllByRole('listitem').at(-1) ?? document.body;
  expect(within(last).getByText('And then?')).toBeVisible();
  expect(within(last).getByRole('article', { name: 'You' })).toHaveAccessibleDescription(
    'Waits for the answer above',
  );
  expect(within(last).queryByRole('button', { name: 'Send now' })).toBeNull();
  await userEvent.click(within(last).getByRole('button', { name: 'Remove' }));
  expect(onUnqueue.mock.calls).toEqual([['q2']]);
});

it('shows what waits for the connection, also before the first message', async () => {
  goOffline();
  const onResend = vi.fn<(id: string) => void>();
  render(
    <MessageList messages={[]} outbox={[unsent]} onResend={onResend} emptyState={<p>Empty</p>} />,
  );
  expect(screen.queryByText('Empty')).toBeNull();
  expect(screen.getByRole('article')).toHaveAccessibleDescription('Waiting for the connection');
  await userEvent.click(screen.getByRole('button', { name: 'Send now' }));
  expect(onResend.mock.calls).toEqual([['o1']]);
});

it('says why a message was not taken, while there is a connection', () => {
  const { rerender } = render(<MessageList messages={[]} outbox={[failed]} />);
  expect(screen.getByText('Too long.')).toBeVisible();
  expect(screen.getByRole('listitem')).toHaveAttribute('data-status', 'error');
  expect(screen.getByRole('alert')).toHaveTextContent('Too long.');
  goOffline();
  rerender(<MessageList messages={[]} outbox={[{ ...failed }]} />);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByText('Waiting for the connection')).toBeVisible();
});

it('shows the files of a message that waits', () => {
  const input = {
    files: [
      { type: 'file', mediaType: 'text/plain', filename: 'notes.txt', url: 'data:text/plain,Hi' },
    ],
  } as const;
  render(<MessageList messages={[]} queue={[{ id: 'q3', input }]} />);
  expect(screen.getByText('notes.txt')).toBeVisible();
});
