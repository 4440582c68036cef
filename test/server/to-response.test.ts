// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ChatError } from '../../src/protocol/index.ts';
import { toResponse } from '../../src/server/index.ts';
import { readEvents, readMessage } from './chat-client.ts';

describe('one answer without a server of runs', () => {
  it('is sent on the native wire, with its end marker', async () => {
    const response = toResponse(['Hel', 'lo'], { messageId: 'm1' });
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    const { events, isWhole } = await readEvents(response);
    expect(events[0]).toEqual({ type: 'start', messageId: 'm1' });
    expect([events.at(-1)?.type, isWhole]).toEqual(['finish', true]);
  });

  it('ends as an error when it fails, in its own words only if they are for the reader', async () => {
    const errors: unknown[] = [];
    const secret = new Error('password=tiger');
    async function* broken() {
      yield 'Hi';
      throw secret;
    }
    const raw = await toResponse(broken(), { onError: (error) => errors.push(error) }).text();
    expect(raw).not.toContain('tiger');
    expect(errors).toEqual([secret]);
    const told = new Error('never seen');
    const refusing = {
      [Symbol.asyncIterator]: () => ({
        next: () =>
          Promise.reject(new ChatError('server', 'The model sleeps. Ask again.', { cause: told })),
      }),
    };
    const { message } = await readMessage(toResponse(refusing));
    expect(message.end).toBe('error');
  });

  it('is no longer made when nobody reads it', async () => {
    let isLeft = false;
    async function* endless() {
      try {
        for (;;) yield 'word ';
      } finally {
        isLeft = true;
      }
    }
    await readEvents(toResponse(endless()), 5);
    expect(isLeft).toBe(true);
  });
});
