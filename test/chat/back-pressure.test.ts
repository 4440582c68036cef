import { afterEach, expect, it, vi } from 'vitest';
import type { ChatTransport, TransportEvent } from '../../src/protocol/chat-transport.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import { chatBench } from './chat-bench.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A server that has 20,000 deltas ready, and counts how many were read. */
function fastTransport(delta: string) {
  let pulled = 0;
  let isClosed = false;
  const transport: ChatTransport = {
    async *send({ runId }): AsyncGenerator<TransportEvent> {
      try {
        yield { type: 'open', runId };
        for (; pulled < 20_000;) {
          pulled += 1;
          yield { type: 'event', event: { type: 'text-delta', id: '1', delta }, receivedAt: 0 };
        }
        yield { type: 'end', end: 'complete' };
      } finally {
        isClosed = true;
      }
    },
    async *resume() {},
    cancel: () => Promise.resolve(),
  };
  return { transport, pulled: () => pulled, isClosed: () => isClosed };
}

it('reads no more than 2,000 events ahead of the screen, however long no frame comes', async () => {
  const server = fastTransport('word ');
  const { chat, frames, text } = chatBench([], { transport: server.transport });
  void chat.send('Hi');
  await settle();
  expect(server.pulled()).toBe(2000);
  await settle();
  expect(server.pulled()).toBe(2000);
  frames.tick();
  await settle();
  expect(server.pulled()).toBe(4000);
  for (let frame = 0; frame < 10; frame += 1) {
    frames.tick();
    await settle();
  }
  expect(text()).toBe('word '.repeat(20_000));
  expect(chat.getState().status).toBe('ready');
});

it('reads no more than 256 Ki characters ahead of the screen', async () => {
  const server = fastTransport('x'.repeat(64 * 1024));
  const { chat } = chatBench([], { transport: server.transport });
  void chat.send('Hi');
  await settle();
  expect(server.pulled()).toBe(4);
});

it('stops reading for good when its user aborts meanwhile, or its component goes', async () => {
  for (const way of ['abort', 'dispose'] as const) {
    const server = fastTransport('word ');
    const { chat, frames } = chatBench([], { transport: server.transport });
    void chat.send('Hi');
    await settle();
    void chat[way]();
    await settle();
    expect(server.isClosed()).toBe(true);
    expect(server.pulled()).toBe(2000);
    expect(frames.pending).toBe(0);
  }
});

it('reads on in a hidden page, where frames are rare and the screen costs nothing', async () => {
  const server = fastTransport('word ');
  const { browserFrames } = await import('../../src/chat/run/browser-frames.ts');
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  const onDone = vi.fn<() => void>();
  const { chat, text } = chatBench([], {
    transport: server.transport,
    frames: browserFrames(),
    onDone,
  });
  void chat.send('Hi');
  await settle();
  expect(onDone).toHaveBeenCalledTimes(1);
  expect(text()).toHaveLength(100_000);
});
