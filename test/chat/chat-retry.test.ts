// @vitest-environment node
import { expect, it } from 'vitest';
import type { ChatRetry } from '../../src/chat/state/chat-state.ts';
import { createChat } from '../../src/chat/create-chat.ts';
import { loadExtras } from '../../src/chat/state/lazy-extras.ts';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';

it('tells when a lost connection is tried again, until it is back', async () => {
  const clock = manualClock();
  const scripts = [['Half ', { reconnect: 4000 }, 'an answer'], ['The next']];
  const transport = scriptedTransport((_request, index) => scripts[index] ?? [], { clock });
  const chat = createChat({ transport, frames: manualFrames(), whileStreaming: 'queue' });
  await loadExtras();
  void chat.send('Hi');
  await clock.advance(0);
  const retry: ChatRetry = { attempt: 1, delayMs: 4000 };
  expect(chat.getState()).toMatchObject({ status: 'reconnecting', retry });

  // Other steps in the meantime change nothing about it.
  const before = chat.getState().retry;
  void chat.send('And then?');
  expect(chat.getState().queue).toHaveLength(1);
  expect(chat.getState().retry).toBe(before);

  await clock.advance(4000);
  expect(chat.getState()).not.toHaveProperty('retry');
});
