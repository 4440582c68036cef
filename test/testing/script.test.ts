// @vitest-environment node
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChatError } from '../../src/protocol/chat-error.ts';
import { compileScript, textScript } from '../../src/testing/script.ts';
import type { Script } from '../../src/testing/script.ts';

function eventTypes(script: Script): string[] {
  return compileScript(script, 'run', 'm1').map(({ item }) =>
    item.type === 'event' ? item.event.type : item.type,
  );
}

it('opens and closes the message and its text around strings', () => {
  expect(eventTypes(['Hello', ' world'])).toEqual([
    'open',
    'start',
    'text-start',
    'text-delta',
    'text-delta',
    'text-end',
    'finish',
    'end',
  ]);
});

it('ends the text before another part, and keeps it open around data and metadata', () => {
  const script: Script = [
    'a',
    { type: 'data-note', data: 1 },
    { type: 'message-metadata', messageMetadata: {} },
    'b',
    { type: 'file', url: 'data:,x', mediaType: 'text/plain' },
    'c',
  ];
  expect(eventTypes(script).slice(3)).toEqual([
    'text-delta',
    'data-note',
    'message-metadata',
    'text-delta',
    'text-end',
    'file',
    'text-start',
    'text-delta',
    'text-end',
    'finish',
    'end',
  ]);
});

it('adds nothing to a script that starts and ends by itself', () => {
  const script: Script = [{ type: 'start', messageId: 'own' }, { type: 'abort' }];
  expect(eventTypes(script)).toEqual(['open', 'start', 'abort', 'end']);
  expect(compileScript(script, 'run', 'm1').at(-1)?.item).toEqual({ type: 'end', end: 'aborted' });
});

it('takes the time of waits, of the acceptance and of lost connections', () => {
  const items = compileScript(
    [{ accept: 5 }, { wait: 10 }, 'a', { reconnect: 100 }, 'b'],
    'run',
    'm1',
  );
  const times = items.map(({ at, item }) => [item.type, at]);
  expect(times).toContainEqual(['open', 5]);
  expect(times).toContainEqual(['reconnecting', 15]);
  expect(times).toContainEqual(['reconnected', 115]);
  expect(times.at(-1)).toEqual(['end', 115]);
});

it.each([
  { step: { cut: true }, end: 'truncated', code: 'truncated' },
  { step: { fail: new ChatError('timeout', 'Too late.') }, end: 'error', code: 'timeout' },
] as const)('ends as $end where the script says so', ({ step, end, code }) => {
  const items = compileScript(['a', step, 'never'], 'run', 'm1');
  expect(items.at(-1)?.item).toMatchObject({ type: 'end', end, error: { code } });
  expect(items.some(({ item }) => 'event' in item && item.event.type === 'text-end')).toBe(false);
});

it('refuses without opening, after the wait before it', () => {
  const error = new ChatError('overloaded', 'Full.');
  expect(compileScript([{ wait: 7 }, { refuse: error }], 'run', 'm1')).toEqual([
    { at: 7, item: { type: 'end', end: 'error', error } },
  ]);
});

it('cuts any text into token-like pieces that join to it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), (text, chunk) => {
      const steps = textScript(text, { chunk });
      expect(steps.filter((step) => typeof step === 'string').join('')).toBe(text);
    }),
  );
  expect(textScript('Hello, streaming world!')).toEqual([
    'Hello',
    ',',
    ' streami',
    'ng',
    ' world',
    '!',
  ]);
});

it('paces a text evenly', () => {
  expect(textScript('one two three', { tokensPerSecond: 100, chunk: 2 })).toEqual([
    { wait: 20 },
    'one two',
    { wait: 20 },
    ' three',
  ]);
});
