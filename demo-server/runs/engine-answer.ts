import { ChatError, type ChatEvent } from 'rivulet/protocol';
import type { RunSource } from 'rivulet/server';
import type { EngineEvent, EngineInfo, OpenAnswer } from '../engine/engine.ts';
import { noObserver, type Observer } from '../server/observer.ts';
import { AnswerEvents } from './answer-events.ts';
import { RunTally } from './run-tally.ts';

/** Whose answer it is, and who is told how it goes. */
export interface EngineAnswerOptions {
  /** Names the run and its message. */
  readonly id: string;
  readonly owner: string;
  readonly info: EngineInfo;
  /** See `AnswerEventsOptions`. @default false */
  readonly tellsTokens?: boolean | undefined;
  /** @default nobody is told */
  readonly observer?: Observer | undefined;
}

/** Makes the source of a run of what `Engine.prepare` gives. */
export function engineAnswer(
  open: OpenAnswer,
  { id, owner, info, tellsTokens, observer = noObserver }: EngineAnswerOptions,
): RunSource {
  return ({ signal, begin }) => {
    const answer = open(signal);
    const tally = new RunTally(id, owner);
    observer.runBegan(tally);
    return write(answer);

    async function* write(
      events: AsyncIterable<EngineEvent>,
    ): AsyncGenerator<ChatEvent, void, undefined> {
      const message = new AnswerEvents({ tellsTokens });
      yield message.start(id, info);
      try {
        for await (const event of events) {
          tally.push(event);
          if (event.type === 'start' || event.type === 'relay-start') begin();
          yield* message.push(event, failureOf(signal) !== undefined);
        }
        observer.runEnded(tally.end(failureOf(signal)));
      } catch (error) {
        observer.runEnded(tally.end(error));
        throw error;
      }
    }
  };
}

/** What around the engine made the run stop; undefined where nothing did, or its user. */
function failureOf({ reason }: AbortSignal): ChatError | undefined {
  return reason instanceof ChatError ? reason : undefined;
}
