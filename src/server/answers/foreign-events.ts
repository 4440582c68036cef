import { decodeEvents } from '../../dialects/decode-events.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import { isTerminalEvent, type ChatEvent } from '../../protocol/chat-event.ts';
import type { AnswerPiece, UiMessageStreamResult } from './answer.ts';
import { readableOf } from './readable-of.ts';

/** Reads what a model server answered. Throws a `ChatError` of code `server` when it refused or broke off. */
export async function* responseEvents(
  response: Response,
): AsyncGenerator<ChatEvent, void, undefined> {
  const { body, ok, status } = response;
  if (!ok || !body) {
    await body?.cancel();
    throw new ChatError('server', 'The model server refused the question. Ask again in a moment.', {
      status,
      cause: new Error(`the model server answered with status ${status}`),
    });
  }
  yield* foreignEvents(readableOf(body));
}

/** Reads the result of the AI SDK's `streamText`. What ended it is thrown as it was, where the SDK would hide it from both sides. */
export async function* resultPieces(
  result: UiMessageStreamResult,
): AsyncGenerator<object, void, undefined> {
  let failure: { readonly error: unknown } | undefined;
  const onError = (error: unknown): string => {
    failure = { error };
    // The words of a tool call that failed; the model reads them as well.
    return error instanceof ChatError ? error.message : 'The tool failed on the server.';
  };
  for await (const event of readableOf(result.toUIMessageStream({ onError }))) {
    if (failure && 'type' in event && event.type === 'error') throw failure.error;
    yield event;
  }
}

/** Bytes, or the objects of a provider's stream, in a format that is found out. */
export async function* foreignEvents(
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<ChatEvent, void, undefined> {
  const encoder = new TextEncoder();
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of pieces) {
      if (piece instanceof Uint8Array) yield piece;
      else yield encoder.encode(frameOf(piece));
    }
  }
  let isEnded = false;
  for await (const event of decodeEvents(bytes())) {
    isEnded = isTerminalEvent(event);
    yield event;
  }
  if (!isEnded) {
    throw new ChatError(
      'server',
      'The model server broke off in the middle of its answer. Ask again.',
    );
  }
}

/** Writes an object as the server-sent event that it came from; Anthropic's name their type twice. */
function frameOf(piece: AnswerPiece | null | undefined): string {
  if (typeof piece !== 'object' || piece === null) {
    const text = `\`answer\` gave ${String(piece)}, which is no text, event or object of a stream.`;
    throw new ChatError('config', text);
  }
  const { type } = piece as { type?: unknown };
  const name = typeof type === 'string' ? `event: ${type}\n` : '';
  return `${name}data: ${JSON.stringify(piece)}\n\n`;
}
