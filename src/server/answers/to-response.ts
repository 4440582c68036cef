import { ChatError } from '../../protocol/chat-error.ts';
import { isTerminalEvent, type ChatEvent } from '../../protocol/chat-event.ts';
import { encodeSse } from '../../protocol/sse.ts';
import { answerEvents } from './answer-events.ts';
import type { Answer } from './answer.ts';

/** How an answer is sent without a server of runs. */
export interface ToResponseOptions {
  /** The id of the message that answers. @default a random UUID, unless the answer names it */
  readonly messageId?: string | undefined;
  /** Is told what the answer failed of; its reader is told only that it did, unless it is a `ChatError`. @default console.error */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * Answers a request with whatever an app's model gives, and keeps nothing: a reload or a cut ends the answer, and the
 * model with it. `createChatServer` does more with as little.
 */
export function toResponse(answer: Answer, options?: ToResponseOptions): Response {
  return new Response(toEventStream(answer, options), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-vercel-ai-ui-message-stream': 'v1',
    },
  });
}

/** The body of `toResponse`: the frames of the native wire, made as they are read. */
export function toEventStream(
  answer: Answer,
  { messageId = crypto.randomUUID(), onError = console.error }: ToResponseOptions = {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const frames = framesOf(answer, messageId, onError);
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await frames.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await frames.return();
      },
    },
    { highWaterMark: 0 },
  );
}

async function* framesOf(
  answer: Answer,
  messageId: string,
  onError: (error: unknown) => void,
): AsyncGenerator<string, void, undefined> {
  let isStarted = false;
  try {
    for await (const event of answerEvents(answer)) {
      if (event.type === 'start')
        yield frameOf({ ...event, messageId: event.messageId ?? messageId });
      else if (!isStarted) yield frameOf({ type: 'start', messageId });
      isStarted = true;
      if (event.type !== 'start') yield frameOf(event);
      if (isTerminalEvent(event)) break;
    }
  } catch (error) {
    const isTold = error instanceof ChatError && error.code !== 'config';
    if (!isTold) onError(error);
    const errorText = isTold ? error.message : 'The answer failed on the server. Ask again.';
    yield frameOf({ type: 'error', errorText });
  }
  yield encodeSse({ data: '[DONE]' });
}

function frameOf(event: ChatEvent): string {
  return encodeSse({ data: JSON.stringify(event) });
}
