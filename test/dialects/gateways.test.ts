// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage } from '../../src/dialects/collect-message.ts';
import { decodeEvents, type DecodeEventsOptions } from '../../src/dialects/decode-events.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { toolName, type ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import { cutBytes } from '../../src/testing/faulty-bytes.ts';
import {
  backends,
  failures,
  labels,
  reasoningTags,
  repeats,
  toolCalls,
  values,
  type GatewaySample,
} from './gateway-samples.ts';
import { claudeAgents } from './agent-samples.ts';
import { naive } from './naive-samples.ts';
import { assistantUi, otherFields } from './odd-samples.ts';
import { borders, envelopes, errorsByName, variants } from './reseller-samples.ts';

async function* bytesOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  yield* cutBytes(text, size);
}

/** The message that comes of a stream; an error that is thrown ends it. */
async function read(text: string, options?: DecodeEventsOptions, size = 1e6): Promise<ChatMessage> {
  let thrown: ChatError | undefined;
  async function* events(): AsyncGenerator<ChatEvent> {
    try {
      yield* decodeEvents(bytesOf(text, size), options);
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      thrown = error;
    }
  }
  const message = await collectMessage(events());
  return thrown ? { ...message, end: 'error', error: thrown } : message;
}

/** What is asked of a message. */
function factsOf(message: ChatMessage): object {
  const { parts, end } = message;
  return {
    text: messageText(message),
    reasoning: parts.map((part) => (part.type === 'reasoning' ? part.text : '')).join(''),
    end,
    calls: parts.flatMap((part) => ('toolCallId' in part ? [[toolName(part), part.input]] : [])),
    data: parts.filter(({ type }) => type.startsWith('data-')).length,
  };
}

function wantedOf(sample: GatewaySample): object {
  const { text = 'Hello', reasoning = '', end = 'complete', calls = [], data = 0 } = sample;
  return { text, reasoning, end, calls, data };
}

describe.each(
  Object.entries({
    values,
    toolCalls,
    labels,
    repeats,
    backends,
    reasoningTags,
    failures,
    errorsByName,
    envelopes,
    borders,
    variants,
    assistantUi,
    otherFields,
    naive,
    claudeAgents,
  }),
)('a gateway’s %s', (_kind, samples) => {
  it.each(Object.entries(samples))('%s', async (_name, sample) => {
    const message = await read(sample.wire, sample.options);
    expect(factsOf(message)).toEqual(wantedOf(sample));
    expect(message.error?.message ?? '').toContain(sample.error ?? '');
    const ids = message.parts.flatMap((part) => ('toolCallId' in part ? [part.toolCallId] : []));
    expect(new Set(ids).size).toBe(ids.length);
    for (const size of [1, 2, 5, 23]) {
      expect(factsOf(await read(sample.wire, sample.options, size))).toEqual(factsOf(message));
    }
  });
});
