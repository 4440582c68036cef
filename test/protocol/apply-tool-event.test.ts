// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { applyEvent } from '../../src/protocol/apply-event.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';

const toolCallId = 'call-1';
const toolName = 'weather';
const start: ChatEvent = { type: 'tool-input-start', toolCallId, toolName, title: 'Weather' };
const input: ChatEvent = {
  type: 'tool-input-available',
  toolCallId,
  toolName,
  input: { city: 'Oslo' },
};

function partsAfter(...events: ChatEvent[]): ChatMessage['parts'] {
  const empty: ChatMessage = { id: 'm0', role: 'assistant', parts: [] };
  return events.reduce(applyEvent, empty).parts;
}

describe('applyToolEvent', () => {
  it('collects the input as text until it is available', () => {
    const deltas: ChatEvent[] = ['{"city":', '"Oslo"}'].map((inputTextDelta) => ({
      type: 'tool-input-delta',
      toolCallId,
      inputTextDelta,
    }));
    const part = { type: 'tool-weather', toolCallId, title: 'Weather' };
    expect(partsAfter(start, ...deltas)).toEqual([
      { ...part, state: 'input-streaming', inputText: '{"city":"Oslo"}' },
    ]);
    expect(partsAfter(start, ...deltas, input)).toEqual([
      { ...part, state: 'input-available', input: { city: 'Oslo' } },
    ]);
  });

  it('takes a call whose input comes whole', () => {
    expect(partsAfter(input)).toMatchObject([{ type: 'tool-weather', state: 'input-available' }]);
  });

  it('names a dynamic tool in its own field', () => {
    expect(partsAfter({ ...start, dynamic: true })).toMatchObject([
      { type: 'dynamic-tool', toolName },
    ]);
  });

  it('replaces a preliminary output by the last one', () => {
    const output: ChatEvent = { type: 'tool-output-available', toolCallId, output: '3°' };
    const early = partsAfter(input, { ...output, output: '?', preliminary: true });
    expect(early).toMatchObject([{ output: '?', preliminary: true }]);
    const [last] = partsAfter(input, { ...output, preliminary: true }, output);
    expect(last).toMatchObject({ state: 'output-available', output: '3°' });
    expect(last).not.toHaveProperty('preliminary');
  });

  it('asks for approval and keeps the answer', () => {
    const asked: ChatEvent = { type: 'tool-approval-request', approvalId: 'a', toolCallId };
    const answered: ChatEvent = {
      type: 'tool-approval-response',
      approvalId: 'a',
      approved: false,
      reason: 'no',
    };
    expect(partsAfter(input, asked)).toMatchObject([
      { state: 'approval-requested', approval: { id: 'a' } },
    ]);
    const denied = partsAfter(input, asked, answered, { type: 'tool-output-denied', toolCallId });
    expect(denied).toMatchObject([
      { state: 'output-denied', approval: { id: 'a', approved: false, reason: 'no' } },
    ]);
  });

  it('keeps what went wrong with the input or the output', () => {
    const errorText = 'bad';
    const badInput: ChatEvent = {
      type: 'tool-input-error',
      toolCallId,
      toolName,
      input: '{',
      errorText,
    };
    expect(partsAfter(start, badInput)).toMatchObject([
      { state: 'output-error', input: '{', errorText },
    ]);
    expect(partsAfter(input, { type: 'tool-output-error', toolCallId, errorText })).toMatchObject([
      { state: 'output-error', input: { city: 'Oslo' }, errorText },
    ]);
  });

  it('keeps an output whose call was missed', () => {
    expect(partsAfter({ type: 'tool-output-available', toolCallId, output: 1 })).toEqual([
      { type: 'dynamic-tool', toolCallId, state: 'output-available', output: 1 },
    ]);
  });

  it('keeps two calls apart', () => {
    const other: ChatEvent = { ...input, toolCallId: 'call-2' };
    const output: ChatEvent = { type: 'tool-output-available', toolCallId: 'call-2', output: 1 };
    expect(partsAfter(input, other, output)).toMatchObject([
      { state: 'input-available' },
      { state: 'output-available' },
    ]);
  });
});
