import * as ai from 'ai';
import { expect, it } from 'vitest';
import { decodeEvents } from '../../src/dialects/decode-events.ts';
import { applyEvent } from '../../src/protocol/apply-event.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { wireRequest } from '../../src/transports/wire-request.ts';
import { legalStream } from './legal-stream.ts';

const isSeven = 'isCustomContentUIPart' in ai;
const streams = 1000;

type Message = Omit<ai.UIMessage, 'id'>;
type Part = Readonly<Record<string, unknown>>;

/** What storage and the wire leave of a value. */
function kept(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Folds a stream as the AI SDK does. */
async function theirs(events: readonly ChatEvent[]): Promise<Message> {
  const chunks = new ReadableStream({
    start(controller) {
      for (const event of events) controller.enqueue(event);
      controller.close();
    },
  });
  let message: unknown;
  for await (const next of ai.readUIMessageStream({
    stream: chunks as ReadableStream<ai.UIMessageChunk>,
    onError(error) {
      if (String(error) !== 'Error: The model failed.') throw error;
    },
  })) {
    message = next;
  }
  return kept(message) as Message;
}

/** Folds a stream as the kit does: off the wire, into storage, out again and onto the wire. */
async function ours(events: readonly ChatEvent[]): Promise<Message> {
  const bytes = events.map((event) => encodeSse({ data: JSON.stringify(event) })).join('');
  let message: ChatMessage = { id: 'm1', role: 'assistant', parts: [] };
  const body = new Response(bytes).body as ReadableStream<Uint8Array>;
  for await (const event of decodeEvents(body, { format: 'ui-message-stream' })) {
    message = applyEvent(message, event);
  }
  const stored = kept(message) as ChatMessage;
  const user: ChatMessage = { id: 'u1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] };
  const request = {
    messages: [user, stored],
    chatId: 'c',
    runId: 'r',
    trigger: 'submit-message' as const,
    signal: new AbortController().signal,
  };
  const { messages } = kept(wireRequest(request, undefined)) as { messages: Message[] };
  // An answer that says nothing is kept and not sent.
  return messages[1] ?? (kept(stored) as Message);
}

// Texts have a name here, as reasoning has there; version 6 keeps the input of a failed call under another name.
function comparable({ parts, metadata }: Message): unknown {
  const { finishReason: _reason, ...facts } = (metadata ?? {}) as Part;
  return {
    metadata: facts,
    parts: (parts as unknown as Part[]).map(({ id, rawInput, ...part }) => ({
      ...part,
      ...(part['type'] !== 'text' && id !== undefined && { id }),
      ...(rawInput !== undefined && { input: part['input'] ?? rawInput }),
    })),
  };
}

it('keeps of any stream what the AI SDK keeps, and gives the model the same', async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= streams; seed += 1) {
    const events = legalStream({ seed, isSeven });
    for (const { type } of events) seen.add(type.startsWith('data-') ? 'data-*' : type);
    const [mine, reference] = await Promise.all([ours(events), theirs(events)]);
    expect(comparable(mine), `parts of stream ${seed}`).toEqual(comparable(reference));
    const [input, wanted] = await Promise.all(
      [mine, reference].map((message) => ai.convertToModelMessages([message])),
    );
    expect(input, `model input of stream ${seed}`).toEqual(wanted);
  }
  // Every type of a chunk has come: of version 6 all but five that 7 brought, and one that only a page's answer brings about.
  expect(seen.size).toBe(isSeven ? 30 : 24);
});
