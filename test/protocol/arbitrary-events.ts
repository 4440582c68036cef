import * as fc from 'fast-check';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';

// Few ids, so that events meet.
const id = fc.constantFrom('1', '2');
const toolCallId = fc.constantFrom('call-1', 'call-2');
const toolName = fc.constantFrom('search', 'weather');
const word = fc.string({ maxLength: 8 });
const type = <const Name extends string>(...names: Name[]) => fc.constantFrom(...names);

/** Events of a stream before its end. */
export const openEvent: fc.Arbitrary<ChatEvent> = fc.oneof(
  fc.record({ type: type('start'), messageId: fc.constant('m1') }),
  fc.record({ type: type('text-start', 'reasoning-start', 'text-end', 'reasoning-end'), id }),
  fc.record({ type: type('text-delta', 'reasoning-delta'), id, delta: word }),
  fc.record({ type: type('tool-input-start'), toolCallId, toolName }),
  fc.record({ type: type('tool-input-delta'), toolCallId, inputTextDelta: word }),
  fc.record({ type: type('tool-input-available'), toolCallId, toolName, input: fc.jsonValue() }),
  fc.record({ type: type('tool-output-available'), toolCallId, output: fc.jsonValue() }),
  fc.record({ type: type('tool-output-error'), toolCallId, errorText: word }),
  fc.record({ type: type('tool-approval-request'), toolCallId, approvalId: id }),
  fc.record({ type: type('tool-approval-response'), approvalId: id, approved: fc.boolean() }),
  fc.record({ type: type('source-url'), sourceId: id, url: fc.webUrl() }),
  fc.record({ type: type('file'), url: fc.webUrl(), mediaType: fc.constant('image/png') }),
  fc.record({ type: type('data-note', 'data-chart'), id, data: fc.jsonValue() }),
  fc.record({ type: type('data-queue'), data: fc.jsonValue(), transient: fc.constant(true) }),
  fc.record({ type: type('start-step', 'finish-step', 'reset-step') }),
  fc.record({ type: type('message-metadata'), messageMetadata: fc.record({ model: word }) }),
);

/** Events that end a stream. */
export const terminalEvent: fc.Arbitrary<ChatEvent> = fc.oneof(
  fc.record({ type: type('finish'), finishReason: type('stop', 'length', 'error') }),
  fc.record({ type: type('abort') }),
  fc.record({ type: type('error'), errorText: word }),
);

/** Any event. */
export const chatEvent: fc.Arbitrary<ChatEvent> = fc.oneof(openEvent, terminalEvent);
