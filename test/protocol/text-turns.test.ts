// @vitest-environment node
import { expect, it } from 'vitest';
import { endMessage } from '../../src/protocol/apply-event.ts';
import type { ChatMessage, MessagePart } from '../../src/protocol/chat-message.ts';
import { closeCalls, passedCall } from '../../src/protocol/close-calls.ts';
import { hasContent, textTurns } from '../../src/protocol/text-turns.ts';
import { wireRequest } from '../../src/transports/wire-request.ts';

const answer = (...parts: MessagePart[]): ChatMessage => ({ id: 'a', role: 'assistant', parts });
const text = (words: string): MessagePart => ({ type: 'text', text: words });
const question: ChatMessage = { id: 'u', role: 'user', parts: [text('Why?')] };
const step: MessagePart = { type: 'step-start' };
const open = answer({ type: 'tool-find', toolCallId: 'c', state: 'input-available', input: {} });

const empty: readonly (readonly [string, ChatMessage])[] = [
  ['after an error before the first word', endMessage(answer(), 'error')],
  ['that a content filter has ended', answer(step, text(''))],
  ['of mere spaces', answer(text(' \n'))],
  ['of thoughts alone', answer(step, { type: 'reasoning', text: 'Hm.' })],
  ['that was stopped in the queue', answer({ type: 'data-queue', data: { position: 1 } })],
];
const untold: readonly (readonly [string, ChatMessage])[] = [
  ['of a call that nobody has answered', closeCalls(open, passedCall)],
  ['of a call that was stopped', endMessage(open, 'aborted')],
];

it.each([...empty, ...untold])('leaves out an answer %s as text', (_, message) => {
  expect(textTurns([question, message])).toEqual([{ role: 'user', content: 'Why?' }]);
});

it('tells what the user said in the middle of an answer as a turn of its own', () => {
  const said: MessagePart = {
    type: 'steering-message',
    id: 's',
    parts: [{ type: 'text', text: 'Shorter!' }],
  };
  expect(textTurns([question, answer(text('Well, '), said, step, text('Because.'))])).toEqual([
    { role: 'user', content: 'Why?' },
    { role: 'assistant', content: 'Well, ' },
    { role: 'user', content: 'Shorter!' },
    { role: 'assistant', content: 'Because.' },
  ]);
});

it.each(empty)('leaves out an answer %s on every wire', (_, message) => {
  expect(hasContent(message)).toBe(false);
  const request = {
    chatId: 'c',
    runId: 'r',
    messages: [question, message],
    trigger: 'submit-message' as const,
    signal: new AbortController().signal,
  };
  expect(wireRequest(request, undefined)).toMatchObject({ messages: [{ id: 'u' }] });
  expect(wireRequest(request, ({ messages }) => ({ count: messages.length }))).toMatchObject({
    count: 1,
  });
});

it.each(untold)('tells a server that knows calls of an answer %s', (_, message) => {
  expect(hasContent(message)).toBe(true);
  expect(hasContent(message, true)).toBe(false);
});

it('keeps what a tool gave, what a user sent, and different texts apart', () => {
  const done: MessagePart = {
    type: 'tool-find',
    toolCallId: 'c',
    state: 'output-available',
    output: 1,
  };
  expect(hasContent(answer(done), true)).toBe(true);
  const file: MessagePart = { type: 'file', mediaType: 'image/png', url: 'data:,' };
  expect(hasContent({ id: 'u', role: 'user', parts: [file] })).toBe(true);
  expect(hasContent(answer(file))).toBe(true);
  expect(textTurns([answer(text('Let me look.'), done, step, text('## Answer'))])).toEqual([
    { role: 'assistant', content: 'Let me look.\n\n## Answer' },
  ]);
});
