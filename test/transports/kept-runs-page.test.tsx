import { act, renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import { useStreamingChat } from '../../src/use-streaming-chat.ts';
import { memoryStorage } from '../chat/chat-bench.ts';
import { backends } from './kept-runs/backends.ts';
import type { Backend } from './kept-runs/backend.ts';
import { cuttingFetch } from './kept-runs/cutting-fetch.ts';
import { eventually } from '../eventually.ts';

// Only a machine with much else to do needs so long.
const patience = { timeout: 30_000 };

function openPage(backend: Backend, storage: ChatStorage, cuts: readonly number[] = []) {
  const { fetch, requests } = cuttingFetch(backend, cuts);
  const page = renderHook(() =>
    useStreamingChat({ ...backend.options, id: 'chat-1', fetch, storage, retry: { baseMs: 1 } }),
  );
  return { ...page, requests };
}

describe.each(backends)('a page with %s', (_name, make) => {
  it('shows the whole answer after a reload in mid-answer and a cut after it', async () => {
    const whole = openPage(make(), memoryStorage().storage);
    await act(() => whole.result.current.send('Hi'));
    await eventually(() => expect(whole.result.current.status).toBe('ready'), patience);
    const { content } = whole.result.current;
    expect(content).toContain('世界 世界 😀');

    const backend = make({ holdAfter: 9 });
    const { storage } = memoryStorage();
    const first = openPage(backend, storage);
    await act(() => first.result.current.send('Hi'));
    await eventually(() => expect(first.result.current.messages).toHaveLength(2), patience);
    first.unmount();
    expect(backend.runs[0]?.isStopped()).toBe(false);

    backend.runs[0]?.goOn();
    const second = openPage(backend, storage, [300]);
    await eventually(
      () => expect(second.result.current.messages[1]?.end).toBe('complete'),
      patience,
    );
    expect(second.result.current.content).toBe(content);
    expect(second.result.current.messages).toHaveLength(2);
    expect(second.requests.filter((one) => one.startsWith('POST'))).toEqual([]);
    second.unmount();
    whole.unmount();
  });
});
