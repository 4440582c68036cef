import type { Context } from 'hono';
import { encodeSse } from 'rivulet/protocol';
import type { EventStreamOptions, Run } from 'rivulet/server';
import type { GenerationOptions } from '../../engine/engine.ts';
import { checkPlace, leave, startForeignRun } from '../foreign/foreign-run.ts';
import { foreignAnswer, type ForeignTelling, type Framing } from '../foreign/foreign-stream.ts';
import { openaiChat } from '../foreign/openai-messages.ts';
import type { RunServices } from '../start-run.ts';
import { tellAnswer, type AnswerWords } from './answer-words.ts';

/** What the guides' doors work with. */
export interface GuideServices {
  readonly services: RunServices;
  readonly streams: EventStreamOptions;
}

/** A question in the words of a guide. */
export interface GuideQuestion {
  readonly prompt: string;
  readonly options?: GenerationOptions;
  /** Whether each model token is told by itself. @default false */
  readonly tellsTokens?: boolean;
}

/** A text as it is: nothing may stand between its pieces. */
export const plainText: Framing = {
  contentType: 'text/plain; charset=utf-8',
  opening: undefined,
  heartbeat: '',
};

/** Starts the run of one question; its name is its chat's as well. */
export function askModel(
  context: Context,
  { services, streams }: GuideServices,
  { prompt, options = {}, tellsTokens }: GuideQuestion,
): Promise<Run> {
  checkPlace(context, streams);
  const { accepts = [] } = services.engine.info;
  const chat = openaiChat([{ role: 'user', content: prompt }], accepts);
  return startForeignRun(context, services, { chat, options, tellsTokens });
}

/** Answers with a run in the words of a guide; it stops when its client leaves, as these clients have no other call. */
export function answerIn(
  words: AnswerWords,
  { context, guide, run, ...telling }: AnswerInOptions,
): Response {
  const { services, streams } = guide;
  const onLeave = () => leave(services.runs, run);
  return foreignAnswer(context, { run, encode: tellAnswer(words), onLeave, ...telling }, streams);
}

/** What is answered, to whom. */
export interface AnswerInOptions extends Partial<ForeignTelling> {
  readonly context: Context;
  readonly guide: GuideServices;
  readonly run: Run;
}

/** A frame of data alone. */
export function dataFrame(data: unknown): string {
  return encodeSse({ data: JSON.stringify(data) });
}

/** A frame with the name of its event. */
export function namedFrame(event: string, data: unknown): string {
  return encodeSse({ event, data: typeof data === 'string' ? data : JSON.stringify(data) });
}
