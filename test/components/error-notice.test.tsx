import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ErrorNotice } from '../../src/components/notices/error-notice.tsx';
import { ChatError } from '../../src/protocol/chat-error.ts';

const passSecond = () => act(() => void vi.advanceTimersByTime(1000));

describe('ErrorNotice', () => {
  it('says what happened and what to do', () => {
    render(<ErrorNotice error={new ChatError('network', 'No answer.')} />);
    expect(screen.getByRole('alert')).toHaveTextContent(
      'No answer. Check your connection and that the server is running.',
    );
  });

  it('says how long the server asks to wait', () => {
    const error = new ChatError('overloaded', 'The queue is full.', { retryAfterMs: 4000 });
    render(<ErrorNotice error={error} />);
    expect(screen.getByRole('alert')).toHaveTextContent('The server asks to wait 4 s.');
  });

  it('counts the wait for the eye, and says it once', () => {
    vi.useFakeTimers();
    const error = new ChatError('rate-limited', 'Too often.', { retryAfterMs: 2000 });
    render(<ErrorNotice error={error} />);
    passSecond();
    expect(screen.getByText('The server asks to wait 1 s.')).toBeVisible();
    expect(screen.getByText('The server asks to wait 2 s.')).toHaveClass('rv-visually-hidden');
    passSecond();
    expect(screen.getByText('You can ask again now.')).toBeVisible();
    vi.useRealTimers();
  });

  it('offers a retry where that may help', async () => {
    const onRetry = vi.fn();
    render(<ErrorNotice error={new ChatError('server', 'Failed.')} onRetry={onRetry} />);
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it('offers none where it cannot', () => {
    render(<ErrorNotice error={new ChatError('bad-request', 'No.')} onRetry={() => undefined} />);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('can be dismissed', async () => {
    const onDismiss = vi.fn();
    render(<ErrorNotice error={new ChatError('bad-request', 'No.')} onDismiss={onDismiss} />);
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(onDismiss).toHaveBeenCalledOnce();
  });
});
