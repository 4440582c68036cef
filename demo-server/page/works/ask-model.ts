import { httpTransport } from 'rivulet';
import { createUserMessage } from 'rivulet/protocol';
import type { TextSource } from 'rivulet/shared-text';
import { newId } from '../new-id.ts';

const server = httpTransport({ url: '/api/chat', idempotencyHeader: true });

/** What the model answers, piece by piece; it is stopped when nobody wants more. */
export function askModel(question: string): TextSource {
  return (signal) => answer(question, signal);
}

async function* answer(question: string, signal: AbortSignal): AsyncIterable<string> {
  const runId = newId();
  const stop = () => void server.cancel(runId).catch(() => undefined);
  signal.addEventListener('abort', stop);
  const asked = {
    chatId: runId,
    runId,
    messages: [createUserMessage(question, newId())],
    trigger: 'submit-message' as const,
    signal,
  };
  for await (const told of server.send(asked)) {
    if (told.type === 'event' && told.event.type === 'text-delta') yield told.event.delta;
    if (told.type === 'end' && told.error) throw told.error;
  }
}
