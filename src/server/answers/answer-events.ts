import type { ChatEvent } from '../../protocol/chat-event.ts';
import { isEventType, isTerminalEvent } from '../../protocol/chat-event.ts';
import type { Answer, AnswerPiece } from './answer.ts';
import { readableOf } from './readable-of.ts';

// The readers of other formats are loaded by those who need them.
const decoding = () => import('./foreign-events.ts');
const faults = () => import('./answer-faults.ts');

/**
 * Reads whatever an app's `answer` returned as the events of one message, a terminal one last. Throws a `ChatError` for
 * what it cannot read: `server` where a model server refused, `protocol` for an unknown format.
 */
export async function* answerEvents(answer: Answer): AsyncGenerator<ChatEvent, void, undefined> {
  if (typeof answer === 'string') return yield* ofPieces([answer]);
  if (answer instanceof Response) return yield* (await decoding()).responseEvents(answer);
  if (typeof answer === 'object' && answer && 'toUIMessageStream' in answer) {
    return yield* ofPieces((await decoding()).resultPieces(answer));
  }
  if (answer instanceof ReadableStream) return yield* ofPieces(readableOf(answer));
  if (isIterable(answer)) return yield* ofPieces(answer);
  throw (await faults()).notStreamable();
}

/** The kind of a stream is that of its first piece. */
async function* ofPieces(
  pieces: AsyncIterable<AnswerPiece> | Iterable<AnswerPiece>,
): AsyncGenerator<ChatEvent, void, undefined> {
  const iterator =
    Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  const first = await iterator.next();
  if (first.done === true) {
    yield { type: 'finish' };
    return;
  }
  const all = { [Symbol.asyncIterator]: () => behind(first.value, iterator) };
  yield* typeof first.value === 'string' || isEvent(first.value)
    ? ofEvents(all)
    : (await decoding()).foreignEvents(all);
}

async function* behind<T>(
  first: T,
  rest: AsyncIterator<T> | Iterator<T>,
): AsyncGenerator<T, void, undefined> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next())
      yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Texts and events. What ends without a terminal event has said all. */
async function* ofEvents(
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<ChatEvent, void, undefined> {
  let count = 0;
  let open: string | undefined;
  for await (const piece of pieces) {
    if (typeof piece === 'string') {
      if (piece !== '' && open === undefined)
        yield { type: 'text-start', id: (open = `text-${++count}`) };
      if (open !== undefined) yield { type: 'text-delta', id: open, delta: piece };
      continue;
    }
    if (!isEvent(piece)) throw (await faults()).mixedPieces();
    if (open !== undefined) yield { type: 'text-end', id: open };
    open = undefined;
    yield piece;
    if (isTerminalEvent(piece)) return;
  }
  if (open !== undefined) yield { type: 'text-end', id: open };
  yield { type: 'finish', finishReason: 'stop' };
}

// Types that this version does not know pass on as they are, as those of the AI SDK grow.
function isEvent(piece: AnswerPiece | null | undefined): piece is ChatEvent {
  const type = (piece as { type?: unknown } | null | undefined)?.type;
  return typeof type === 'string' && isEventType(type);
}

function isIterable(value: unknown): value is AsyncIterable<AnswerPiece> | Iterable<AnswerPiece> {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Symbol.asyncIterator in value || Symbol.iterator in value)
  );
}
