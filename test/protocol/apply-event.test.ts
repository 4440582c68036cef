// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, endMessage } from '../../src/protocol/apply-event.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { chatEvent, openEvent, terminalEvent } from './arbitrary-events.ts';

const empty: ChatMessage = { id: 'm0', role: 'assistant', parts: [] };

function apply(...events: ChatEvent[]): ChatMessage {
  return events.reduce(applyEvent, empty);
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

describe('applyEvent', () => {
  it('never mutates the message or the event', () => {
    fc.assert(
      fc.property(fc.array(chatEvent), (events) => {
        const frozen = events.map(freeze);
        const step = (message: ChatMessage, event: ChatEvent) => freeze(applyEvent(message, event));
        expect(() => frozen.reduce(step, empty)).not.toThrow();
      }),
    );
  });

  it('gives the same message whether deltas come whole or letter by letter', () => {
    fc.assert(
      fc.property(fc.array(openEvent), (events) => {
        const letters = events.flatMap((event) =>
          event.type === 'text-delta' && event.delta
            ? Array.from(event.delta, (delta) => ({ ...event, delta }))
            : [event],
        );
        const whole = events.filter((event) => event.type !== 'text-delta' || event.delta);
        const pieces = letters.filter((event) => event.type !== 'text-delta' || event.delta);
        expect(apply(...pieces)).toEqual(apply(...whole));
      }),
    );
  });

  it('changes nothing after the end, by reference', () => {
    fc.assert(
      fc.property(fc.array(openEvent), terminalEvent, chatEvent, (events, last, late) => {
        const ended = apply(...events, last);
        expect(ended.end).toBeDefined();
        expect(applyEvent(ended, late)).toBe(ended);
      }),
    );
  });

  it('keeps every part that an event does not touch, by reference', () => {
    const before = apply({ type: 'text-delta', id: '1', delta: 'a' }, { type: 'start-step' });
    const after = applyEvent(before, { type: 'text-delta', id: '2', delta: 'b' });
    expect(after.parts[0]).toBe(before.parts[0]);
    expect(after.parts[1]).toBe(before.parts[1]);
  });

  it('returns the same message when an event says nothing', () => {
    const message = apply({ type: 'start', messageId: 'm1' }, { type: 'text-start', id: '1' });
    const silent: ChatEvent[] = [
      { type: 'start', messageId: 'm1' },
      { type: 'text-delta', id: '1', delta: '' },
      { type: 'text-end', id: '9' },
      { type: 'finish-step' },
      { type: 'message-metadata', messageMetadata: {} },
      { type: 'data-queue', data: { position: 1, length: 2 }, transient: true },
      { type: 'tool-approval-response', approvalId: '?', approved: true },
    ];
    for (const event of silent) expect(applyEvent(message, event)).toBe(message);
  });

  it('keeps what the user said in the middle of an answer, at its place', () => {
    const said = {
      type: 'steering-message',
      id: 's',
      parts: [{ type: 'text', text: 'Now!' }],
    } as const;
    const message = apply({ type: 'text-delta', id: '1', delta: 'a' }, said, {
      type: 'text-delta',
      id: '2',
      delta: 'b',
    });
    expect(message.parts).toMatchObject([{ text: 'a' }, said, { text: 'b' }]);
  });

  it('keeps what a provider wants back with a call and with its result apart', () => {
    const facts = { toolCallId: 'c', toolName: 'weather' };
    const first = { google: { signature: 'first' } };
    const later = { google: { signature: 'later' } };
    const result = { google: { signature: 'result' } };
    const message = apply(
      { type: 'tool-input-start', ...facts, inputEncoding: 'text', providerMetadata: first },
      { type: 'tool-input-available', ...facts, input: 'x', providerMetadata: later },
      { type: 'tool-output-available', toolCallId: 'c', output: 1, preliminary: true },
      { type: 'tool-output-error', toolCallId: 'c', errorText: 'No.', providerMetadata: result },
    );
    expect(message.parts).toEqual([
      {
        type: 'tool-weather',
        toolCallId: 'c',
        state: 'output-error',
        input: 'x',
        errorText: 'No.',
        callProviderMetadata: later,
        resultProviderMetadata: result,
      },
    ]);
  });

  it('keeps the question whether a tool may run apart from its answer', () => {
    const message = apply(
      { type: 'tool-input-available', toolCallId: 'c', toolName: 'pay', input: {} },
      {
        type: 'tool-approval-request',
        toolCallId: 'c',
        approvalId: 'q',
        reason: 'It costs.',
        approvalDescriptor: { level: 1 },
        signature: 's',
      },
      { type: 'tool-approval-response', approvalId: 'q', approved: true, reason: 'I pay.' },
    );
    expect(message.parts).toMatchObject([
      {
        state: 'approval-responded',
        approval: {
          id: 'q',
          requestReason: 'It costs.',
          descriptor: { level: 1 },
          signature: 's',
          approved: true,
          reason: 'I pay.',
        },
      },
    ]);
  });

  it('builds a text part from start, deltas and end', () => {
    const message = apply(
      { type: 'start', messageId: 'm1', messageMetadata: { model: 'tiny' } },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Hel' },
      { type: 'text-delta', id: '1', delta: 'lo' },
      { type: 'text-end', id: '1', citations: [{ index: 0 }] },
      { type: 'finish', finishReason: 'stop' },
    );
    expect(message).toEqual({
      id: 'm1',
      role: 'assistant',
      parts: [{ type: 'text', id: '1', text: 'Hello', state: 'done', citations: [{ index: 0 }] }],
      metadata: { model: 'tiny', finishReason: 'stop' },
      end: 'complete',
    });
  });

  it('keeps text and reasoning with the same id apart', () => {
    const message = apply(
      { type: 'reasoning-delta', id: '1', delta: 'hm' },
      { type: 'text-delta', id: '1', delta: 'yes' },
      { type: 'reasoning-delta', id: '1', delta: '!' },
    );
    expect(message.parts).toMatchObject([
      { type: 'reasoning', text: 'hm!' },
      { type: 'text', text: 'yes' },
    ]);
  });

  it('begins a new part when an id is used again in a later step', () => {
    const step: ChatEvent[] = [
      { type: 'start-step' },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'a' },
      { type: 'text-end', id: '0' },
      { type: 'finish-step' },
    ];
    const message = apply(...step, ...step);
    expect(message.parts.map((part) => part.type)).toEqual([
      'step-start',
      'text',
      'step-start',
      'text',
    ]);
  });

  it('drops the parts of the step that is reset, and no others', () => {
    const message = apply(
      { type: 'text-delta', id: '1', delta: 'kept ' },
      { type: 'start-step' },
      { type: 'text-delta', id: '2', delta: 'dropped' },
      { type: 'reset-step' },
      { type: 'text-delta', id: '2', delta: 'again' },
    );
    expect(messageText(message)).toBe('kept again');
    expect(message.parts).toHaveLength(3);
  });

  it('replaces a data part of the same id in its place, and adds one without an id', () => {
    const message = apply(
      { type: 'data-chart', id: 'a', data: 1 },
      { type: 'data-chart', data: 2 },
      { type: 'data-note', id: 'a', data: 3 },
      { type: 'data-chart', id: 'a', data: 4 },
    );
    expect(message.parts).toEqual([
      { type: 'data-chart', id: 'a', data: 4 },
      { type: 'data-chart', data: 2 },
      { type: 'data-note', id: 'a', data: 3 },
    ]);
  });

  it('adds sources, files and custom parts as they came', () => {
    const events: ChatEvent[] = [
      { type: 'source-url', sourceId: 's1', url: 'https://example.org/' },
      { type: 'source-document', sourceId: 's2', mediaType: 'text/plain', title: 'Notes' },
      { type: 'file', url: 'data:,', mediaType: 'text/plain' },
      { type: 'reasoning-file', url: 'data:,', mediaType: 'text/plain' },
      { type: 'custom', kind: 'openai.item' },
    ];
    expect(apply(...events).parts).toEqual(events);
  });

  it('merges metadata deeply, because it comes in pieces', () => {
    const message = apply(
      { type: 'start', messageMetadata: { model: 'a', usage: { promptTokens: 3 } } },
      { type: 'message-metadata', messageMetadata: { usage: { outputTokens: 5 } } },
      { type: 'finish', messageMetadata: { model: 'b', timings: { totalMs: 9 } } },
    );
    expect(message.metadata).toEqual({
      model: 'b',
      usage: { promptTokens: 3, outputTokens: 5 },
      timings: { totalMs: 9 },
    });
  });

  it('ends by the terminal event and closes the parts that stream', () => {
    const text: ChatEvent = { type: 'text-delta', id: '1', delta: 'par' };
    expect(apply(text, { type: 'abort' })).toMatchObject({
      end: 'aborted',
      parts: [{ text: 'par', state: 'done' }],
    });
    expect(apply(text, { type: 'error', errorText: 'No memory.' })).toMatchObject({
      end: 'error',
      error: { code: 'server', message: 'No memory.' },
    });
    expect(apply(text, { type: 'finish', finishReason: 'error' })).toMatchObject({ end: 'error' });
  });
});

describe('endMessage', () => {
  it('ends once', () => {
    const ended = endMessage(empty, 'truncated', { code: 'truncated', message: 'cut' });
    expect(ended).toMatchObject({ end: 'truncated', error: { code: 'truncated', message: 'cut' } });
    expect(endMessage(ended, 'complete')).toBe(ended);
  });
});
