import { afterEach, expect, it, vi } from 'vitest';
import { browserLine, browserLock } from '../../src/chat/send/outbox-line.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const never = new AbortController().signal;

function stubLocks(request: (name: string, options: object, task: () => unknown) => unknown) {
  vi.stubGlobal('navigator', { locks: { request } });
}

it('knows whether the browser is online, and hears when it is again', () => {
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  expect(browserLine.isOnline()).toBe(false);
  onLine.mockReturnValue(true);
  expect(browserLine.isOnline()).toBe(true);
  const callback = vi.fn<() => void>();
  const stop = browserLine.onOnline(callback);
  window.dispatchEvent(new Event('online'));
  stop();
  window.dispatchEvent(new Event('online'));
  expect(callback).toHaveBeenCalledTimes(1);
});

it('takes a runtime that does not know for online', () => {
  vi.stubGlobal('navigator', { userAgent: 'Node.js' });
  expect(browserLine.isOnline()).toBe(true);
  vi.stubGlobal('navigator', undefined);
  expect(browserLine.isOnline()).toBe(true);
});

it('runs a task once, under a lock of its name where there are locks', async () => {
  const task = vi.fn<() => Promise<void>>(() => Promise.resolve());
  await browserLock('a', task, never);
  expect(task).toHaveBeenCalledTimes(1);
  const names: string[] = [];
  stubLocks((name, _options, locked) => {
    names.push(name);
    return locked();
  });
  await browserLock('b', task, never);
  expect(names).toEqual(['b']);
  expect(task).toHaveBeenCalledTimes(2);
});

it('runs a task without a lock on a page that may not use its locks', async () => {
  stubLocks(() => Promise.reject(new DOMException('sandboxed', 'SecurityError')));
  const task = vi.fn<() => Promise<void>>(() => Promise.resolve());
  await browserLock('a', task, never);
  expect(task).toHaveBeenCalledTimes(1);
});

it('runs no task whose waiting was aborted, and none twice', async () => {
  const gone = new DOMException('aborted', 'AbortError');
  stubLocks(() => Promise.reject(gone));
  const task = vi.fn<() => Promise<void>>(() => Promise.resolve());
  await expect(browserLock('a', task, AbortSignal.abort())).rejects.toBe(gone);
  expect(task).not.toHaveBeenCalled();
  stubLocks((_name, _options, locked) => locked());
  const broken = vi.fn<() => Promise<void>>(() => Promise.reject(gone));
  await expect(browserLock('a', broken, never)).rejects.toBe(gone);
  expect(broken).toHaveBeenCalledTimes(1);
});
