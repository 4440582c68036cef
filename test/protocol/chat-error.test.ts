// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ChatError } from '../../src/protocol/chat-error.ts';

describe('ChatError', () => {
  it('knows by its code whether asking again may help', () => {
    expect(new ChatError('network', 'x').retryable).toBe(true);
    expect(new ChatError('truncated', 'x').retryable).toBe(true);
    expect(new ChatError('too-large', 'x').retryable).toBe(false);
    expect(new ChatError('server', 'x', { retryable: false }).retryable).toBe(false);
  });

  it('keeps status, wait and cause', () => {
    const cause = new TypeError('fetch failed');
    const error = new ChatError('overloaded', 'x', { status: 503, retryAfterMs: 9, cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'ChatError', status: 503, retryAfterMs: 9, cause });
  });
});
