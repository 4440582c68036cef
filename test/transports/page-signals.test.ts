import { afterEach, describe, expect, it, vi } from 'vitest';
import { browserPage } from '../../src/transports/page-signals.ts';

afterEach(() => vi.restoreAllMocks());

function transition(name: string, persisted: boolean): void {
  window.dispatchEvent(Object.assign(new Event(name), { persisted }));
}

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

  it('says what may have changed, also of a page that is put away and taken out again', () => {
    const heard: string[] = [];
    const stop = browserPage.subscribe((change) => heard.push(change));
    window.dispatchEvent(new Event('offline'));
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    transition('pagehide', true);
    transition('pageshow', true);
    // The document's own events do not bubble.
    document.dispatchEvent(new Event('freeze'));
    document.dispatchEvent(new Event('resume'));
    const suspensions = ['suspension', 'suspension', 'suspension', 'suspension'];
    expect(heard).toEqual(['network', 'visibility', ...suspensions]);
    // A page that is loaded, or left for good.
    transition('pageshow', false);
    transition('pagehide', false);
    expect(heard).toHaveLength(6);
    stop();
    document.dispatchEvent(new Event('freeze'));
    expect(heard).toHaveLength(6);
  });
});
