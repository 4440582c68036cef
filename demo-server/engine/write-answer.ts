import { AnswerText } from './answer-text.ts';
import { isContinuation, type EngineEvent, type EngineInfo, type EngineRequest } from './engine.ts';
import type { LlamaContextSequence, LlamaModel, Token } from './llama.ts';
import type { PromptBuilder } from './prompt-builder.ts';
import type { RunClock } from './run-clock.ts';
import type { Sampling } from './sampling.ts';
import type { Ticket } from './slot-pool.ts';
import { answerSurely, isPlainGreedy, type Abstention } from './sure-answer.ts';
import type { AnswerPiece } from './think-splitter.ts';
import { TokenPacer, yieldingPace } from './token-pacer.ts';

/** What all answers of an engine share. */
export interface AnswerDesk {
  readonly model: LlamaModel;
  readonly prompts: PromptBuilder;
  readonly info: EngineInfo;
  readonly abstention: Abstention | undefined;
  /** Whether somebody waits for a slot. */
  readonly isWaitedFor: () => boolean;
}

/** What is asked. */
export interface Question {
  readonly request: EngineRequest;
  readonly sampling: () => Sampling;
  readonly ticket: Ticket<LlamaContextSequence>;
}

/** Where an answer is written. */
interface Writing {
  readonly sequence: LlamaContextSequence;
  readonly usage: Usage;
  readonly isAborted: () => boolean;
  readonly clock: RunClock;
}

/** How many tokens an answer has read and written. */
interface Usage {
  readonly promptTokens: number;
  cachedTokens: number;
  outputTokens: number;
  newest?: Token | undefined;
}

/** Why an answer ends. */
export type EndReason = 'stop' | 'length' | 'abort';

/** Tells how much of a prompt has been read. */
export function prefilled({ promptTokens, cachedTokens }: Usage, processed: number): EngineEvent {
  return { type: 'prefill', processed, total: promptTokens, cached: cachedTokens };
}

/** Writes an answer after a prompt of which `rest` is not yet evaluated; returns why it ends. */
export async function* writeAnswer(
  desk: AnswerDesk,
  question: Question,
  rest: Token[],
  { sequence, usage, isAborted, clock }: Writing,
): AsyncGenerator<EngineEvent, EndReason, undefined> {
  const { request } = question;
  const maxTokens = request.maxTokens ?? Infinity;
  const room = Math.min(maxTokens, desk.info.contextSize - usage.promptTokens - 1);
  const text = textOf(desk, request);
  const { options, note } = question.sampling();
  const pacer = pacerOf(desk, question);
  const rule = ruleFor(desk, request, options);
  let reason: EndReason = 'stop';
  for await (const token of answerSurely(sequence, rest, options, rule)) {
    // An abort may have come while this token was computed, or while the last one was told or paced.
    if (isAborted()) {
      reason = 'abort';
      break;
    }
    if (desk.prompts.stopTokens.has(token)) break;
    const now = clock.token();
    const outputTokens = ++usage.outputTokens;
    if (outputTokens === 1) yield prefilled(usage, usage.promptTokens);
    yield* toldBy(text.push(token), usage, token);
    if (text.isStopped) break;
    note(token, text.isThinking);
    if (outputTokens >= room) {
      reason = 'length';
      break;
    }
    const pause = pacer.pause(now);
    if (pause) await pause;
    if (isAborted()) {
      reason = 'abort';
      break;
    }
  }
  // Held text is of tokens that have been counted, so an aborted answer gets it as well.
  yield* toldBy(text.flush(), usage);
  return reason;
}

function toldBy(
  pieces: readonly AnswerPiece[],
  usage: Usage,
  tokenId = usage.newest,
): EngineEvent[] {
  const { outputTokens } = usage;
  usage.newest = tokenId;
  return pieces.map((piece) => ({ ...piece, outputTokens, tokenId }));
}

function textOf({ model, prompts }: AnswerDesk, { turns, stop, grammar }: EngineRequest) {
  return new AnswerText(model, prompts, {
    isContinuation: isContinuation(turns),
    stop,
    isVerbatim: grammar !== undefined,
  });
}

function pacerOf({ info, isWaitedFor }: AnswerDesk, { request, ticket }: Question): TokenPacer {
  return new TokenPacer(yieldingPace(request.pace, info.pace, isWaitedFor), ticket.bell);
}

function ruleFor(
  { abstention }: AnswerDesk,
  { turns }: EngineRequest,
  options: Sampling['options'],
): Abstention | undefined {
  // An answer that goes on has been chosen already.
  return isPlainGreedy(options) && !isContinuation(turns) ? abstention : undefined;
}
