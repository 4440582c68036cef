import type { ChatEvent } from '../../protocol/chat-event.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { RunSource } from '../runs/run.ts';
import { untilOver } from '../runs/until-over.ts';
import { answerEvents } from './answer-events.ts';
import type { Answer } from './answer.ts';

/** How an app's answer is read. */
export interface AnswerSourceOptions {
  /** The id of the message that answers, unless the answer names it itself. */
  readonly messageId: string;
  /** How long an answer may go on after it was stopped, in milliseconds. @default 5 seconds */
  readonly stopMs?: number | undefined;
}

/** Makes the source of a run of what an app answers. */
export function answerSource(
  answer: (signal: AbortSignal) => Answer | Promise<Answer>,
  { messageId, stopMs = 5000 }: AnswerSourceOptions,
): RunSource {
  return async function* write({ signal, begin }): AsyncGenerator<ChatEvent, void, undefined> {
    begin();
    let isStarted = false;
    try {
      for await (const event of untilStopped(open(), signal, stopMs)) {
        if (signal.aborted) {
          yield* lastFacts(event);
          continue;
        }
        if (event.type === 'start') yield { ...event, messageId: event.messageId ?? messageId };
        else if (!isStarted) yield { type: 'start', messageId };
        if (event.type !== 'start') yield event;
        isStarted = true;
      }
    } catch (error) {
      if (!isStarted) yield { type: 'start', messageId };
      throw error;
    }

    async function* open(): AsyncGenerator<ChatEvent, void, undefined> {
      yield* answerEvents(await answer(signal));
    }
  };
}

/** What of a stopped answer still counts: what it cost, and no more text. The run itself says that it was stopped. */
function lastFacts(event: ChatEvent): ChatEvent[] {
  if (event.type === 'message-metadata') return [event];
  if (event.type !== 'finish' || !event.messageMetadata) return [];
  return [{ type: 'message-metadata', messageMetadata: event.messageMetadata }];
}

/** Passes events on until they end; once stopped, for `stopMs` at most, whatever the app is waiting for. */
async function* untilStopped<T>(
  events: AsyncGenerator<T, void, undefined>,
  signal: AbortSignal,
  stopMs: number,
): AsyncGenerator<T, void, undefined> {
  const unlessLate = untilOver(stoppedFor(stopMs, signal));
  try {
    for (;;) {
      const next = await unlessLate(events.next());
      if (!next || next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: an app that does not look at its signal would hold the run with it.
    events.return().catch(() => undefined);
  }
}

/** Resolves when `signal` was aborted `ms` ago. */
function stoppedFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wait = (): void => void restUnnoticed(setTimeout(resolve, ms));
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait);
  });
}
