import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConnectionStatus } from '../../src/components/connection-status.tsx';

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
