// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTerminalEvent, parseChatEvent } from '../../src/protocol/chat-event.ts';
import { chatEvent } from './arbitrary-events.ts';

const protocolError = expect.objectContaining({ name: 'ChatError', code: 'protocol' });

describe('parseChatEvent', () => {
  it('passes every event through JSON unchanged', () => {
    fc.assert(
      fc.property(chatEvent, (event) => {
        const wire: unknown = JSON.parse(JSON.stringify(event));
        expect(parseChatEvent(wire)).toEqual(wire);
      }),
    );
  });

  it('keeps fields it does not know', () => {
    const event = { type: 'text-delta', id: '1', delta: 'a', extra: true };
    expect(parseChatEvent(event)).toBe(event);
  });

  it.each(['text-wave', 'toString', '__proto__'])('ignores the unknown type %j', (type) => {
    expect(parseChatEvent({ type })).toBeUndefined();
  });

  it.each([null, 1, 'text', [], {}, { type: 7 }, { type: '' }])(
    'refuses %j, which is no event',
    (value) => {
      expect(() => parseChatEvent(value)).toThrow(protocolError);
    },
  );

  it.each([
    { type: 'text-delta', id: '1' },
    { type: 'text-delta', id: '1', delta: 3 },
    { type: 'text-start' },
    { type: 'tool-input-start', toolCallId: 'c' },
    { type: 'source-url', sourceId: 's' },
    { type: 'error' },
  ])('refuses %j, which lacks a field', (value) => {
    expect(() => parseChatEvent(value)).toThrow(protocolError);
  });
});

describe('isTerminalEvent', () => {
  it('knows the three events that end a message', () => {
    expect(isTerminalEvent({ type: 'finish' })).toBe(true);
    expect(isTerminalEvent({ type: 'abort' })).toBe(true);
    expect(isTerminalEvent({ type: 'error', errorText: 'x' })).toBe(true);
    expect(isTerminalEvent({ type: 'finish-step' })).toBe(false);
  });
});
