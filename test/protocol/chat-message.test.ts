// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createUserMessage, toolName } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';

describe('createUserMessage', () => {
  it('makes one text part of a string', () => {
    expect(createUserMessage('Hello', 'm1', 7)).toEqual({
      id: 'm1',
      role: 'user',
      parts: [{ type: 'text', text: 'Hello' }],
      createdAt: 7,
    });
  });

  it('puts files before the text and keeps metadata', () => {
    const file = { type: 'file', mediaType: 'image/png', url: 'data:,' } as const;
    const message = createUserMessage({ text: 'Look', files: [file], metadata: { a: 1 } }, 'm1');
    expect(message.parts).toEqual([file, { type: 'text', text: 'Look' }]);
    expect(message.metadata).toEqual({ a: 1 });
  });

  it('takes parts of the app, between the files and the text', () => {
    const place = { type: 'data-place', data: { city: 'Oslo' } } as const;
    const message = createUserMessage({ text: 'Where?', parts: [place] }, 'm1');
    expect(message.parts).toEqual([place, { type: 'text', text: 'Where?' }]);
    expect(createUserMessage({ parts: [place] }, 'm1').parts).toEqual([place]);
  });

  it('makes no part of an empty text', () => {
    expect(createUserMessage('', 'm1').parts).toEqual([]);
  });
});

describe('messageText', () => {
  it('joins the text parts and leaves the rest out', () => {
    const text = messageText({
      id: 'm1',
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'hm' },
        { type: 'text', text: 'Hel' },
        { type: 'step-start' },
        { type: 'text', text: 'lo' },
      ],
    });
    expect(text).toBe('Hello');
  });
});

describe('toolName', () => {
  it('comes from the part’s type or its own field', () => {
    const call = { toolCallId: 'c', state: 'input-available' } as const;
    expect(toolName({ type: 'tool-search', ...call })).toBe('search');
    expect(toolName({ type: 'dynamic-tool', toolName: 'find', ...call })).toBe('find');
    expect(toolName({ type: 'dynamic-tool', ...call })).toBe('');
  });
});
