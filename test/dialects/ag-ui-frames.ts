import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';

/** One event of AG-UI. */
export type Frame = Readonly<Record<string, unknown>>;

/** The first event of a run. */
export const runStarted: Frame = { type: 'RUN_STARTED', threadId: 't', runId: 'r' };

/** The last event of a run. */
export const runFinished: Frame = { type: 'RUN_FINISHED', threadId: 't', runId: 'r' };

/** The events of one message. */
export function says(messageId: string, words: readonly string[], more: Frame = {}): Frame[] {
  return [
    { type: 'TEXT_MESSAGE_START', messageId, role: 'assistant', ...more },
    ...words.map((delta) => ({ type: 'TEXT_MESSAGE_CONTENT', messageId, delta, ...more })),
    { type: 'TEXT_MESSAGE_END', messageId, ...more },
  ];
}

/** The events of one call with its result. */
export function calls(
  toolCallId: string,
  input: string,
  content: string,
  more: Frame = {},
): Frame[] {
  return [
    { type: 'TOOL_CALL_START', toolCallId, toolCallName: 'search', ...more },
    { type: 'TOOL_CALL_ARGS', toolCallId, delta: input, ...more },
    { type: 'TOOL_CALL_END', toolCallId, ...more },
    { type: 'TOOL_CALL_RESULT', messageId: `${toolCallId}-result`, toolCallId, content, ...more },
  ];
}

/** Reads a run as it comes from a server. */
export async function readEvents(frames: readonly Frame[]): Promise<ChatEvent[]> {
  const wire = frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('');
  async function* bytes() {
    yield new TextEncoder().encode(wire);
  }
  const events: ChatEvent[] = [];
  for await (const event of decodeEvents(bytes())) events.push(event);
  return events;
}

/** The message that a run between its borders makes. */
export async function readRun(...frames: readonly Frame[]): Promise<ChatMessage> {
  const isWhole = frames.some(({ type }) => type === 'RUN_FINISHED' || type === 'RUN_ERROR');
  return messageOf([runStarted, ...frames, ...(isWhole ? [] : [runFinished])]);
}

/** The message that these events make. */
export async function messageOf(frames: readonly Frame[]): Promise<ChatMessage> {
  const events = await readEvents(frames);
  return collectMessage(
    (async function* told() {
      yield* events;
    })(),
  );
}
