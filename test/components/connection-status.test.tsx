import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConnectionStatus } from '../../src/components/notices/connection-status.tsx';

afterEach(() => vi.restoreAllMocks());

describe('ConnectionStatus', () => {
  it('is there and silent while all is well, so that screen readers hear the change', () => {
    render(<ConnectionStatus status="streaming" />);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('says that the transport tries again', () => {
    render(<ConnectionStatus status="reconnecting" />);
    expect(screen.getByRole('status')).toHaveTextContent('Connection lost. Reconnecting…');
  });

  it('follows the browser off the line and back', () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    render(<ConnectionStatus status="ready" />);
    expect(screen.getByRole('status')).toHaveAttribute('data-status', 'offline');
    onLine.mockReturnValue(true);
    act(() => void window.dispatchEvent(new Event('online')));
    expect(screen.getByRole('status')).toHaveAttribute('data-status', 'connected');
  });
});

const shown = () => screen.getByRole('status').querySelector('[aria-hidden]')?.textContent;
const said = () => screen.getByRole('status').querySelector('.rv-visually-hidden')?.textContent;
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

describe('the countdown of ConnectionStatus', () => {
  afterEach(() => vi.useRealTimers());

  it('counts the seconds for the eye, and says them once', () => {
    vi.useFakeTimers();
    render(<ConnectionStatus status="reconnecting" retry={{ delayMs: 3000 }} />);
    const sentence = 'Connection lost. Trying again in 3 s.';
    expect([shown(), said()]).toEqual([sentence, sentence]);
    pass(1000);
    expect([shown(), said()]).toEqual(['Connection lost. Trying again in 2 s.', sentence]);
    pass(2000);
    expect([shown(), said()]).toEqual(['Connection lost. Reconnecting…', sentence]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins anew with the next wait', () => {
    vi.useFakeTimers();
    const { rerender } = render(
      <ConnectionStatus status="reconnecting" retry={{ delayMs: 3000 }} />,
    );
    pass(2000);
    rerender(<ConnectionStatus status="reconnecting" retry={{ delayMs: 9000 }} />);
    expect(shown()).toBe('Connection lost. Trying again in 9 s.');
  });

  it('does not count what is over before it is read', () => {
    render(<ConnectionStatus status="reconnecting" retry={{ delayMs: 400 }} />);
    expect(screen.getByRole('status')).toHaveTextContent(/^Connection lost\. Reconnecting…$/);
  });

  it('leaves no timer behind', () => {
    vi.useFakeTimers();
    const { unmount } = render(
      <ConnectionStatus status="reconnecting" retry={{ delayMs: 9000 }} />,
    );
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});
