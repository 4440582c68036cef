import type { FinishReason } from '../protocol/chat-event.ts';
import { isRecord } from '../protocol/json.ts';
import type { MessageUsage } from '../protocol/message-metadata.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { finishReasonOf } from './finish-reason.ts';
import type { JsonObject } from './json-dialect.ts';
import { reasonIn } from './tutorial-fields.ts';
import { usageOf } from './usage.ts';

/** What a tutorial's stream tells of its answer as a whole: counts, and why it ended. */
export class TutorialFacts {
  /** Whether an end has come that others may follow, so that only the end of the stream makes it one. */
  isWhole = false;
  readonly #answer: AnswerWriter;
  #finishReason: FinishReason | undefined;
  #usage: MessageUsage = {};

  constructor(answer: AnswerWriter) {
    this.#answer = answer;
  }

  /** Takes the facts that a frame brings along. */
  read(facts: JsonObject): void {
    const reason = reasonIn(facts);
    this.#answer.because(reason);
    this.#finishReason = finishReasonOf(reason) ?? this.#finishReason;
    this.count(isRecord(facts['usage']) ? facts['usage'] : facts);
  }

  /** Takes counts, which come with several frames, each with those known by then; says whether this one has any. */
  count(facts: JsonObject): boolean {
    const generated = facts['generated_tokens'];
    const counted = {
      ...(typeof generated === 'number' && { outputTokens: generated }),
      ...usageOf(facts).usage,
    };
    if (Object.keys(counted).length === 0) return false;
    this.#usage = { ...this.#usage, ...counted };
    this.#answer.metadata({ usage: this.#usage });
    return true;
  }

  /** Ends the answer, with the facts of its last frame. */
  finish(facts?: JsonObject): void {
    if (facts) this.read(facts);
    this.#answer.finish(this.#finishReason ?? 'stop');
  }
}
