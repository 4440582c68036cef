import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserPage } from '../../src/transports/page-signals.ts';

afterEach(() => vi.restoreAllMocks());

describe('browserPage', () => {
  it('is offline only when the browser is sure', () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get');
    onLine.mockReturnValue(false);
    expect(browserPage.isOnline()).toBe(false);
    onLine.mockReturnValue(true);
    expect(browserPage.isOnline()).toBe(true);
  });

  it('knows whether the page is hidden', () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    expect(browserPage.isHidden()).toBe(true);
  });

  it('tells of changes until it is stopped', () => {
    const listener = vi.fn<() => void>();
    const stop = browserPage.subscribe(listener);
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    window.dispatchEvent(new Event('offline'));
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
