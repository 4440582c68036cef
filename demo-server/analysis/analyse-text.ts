import { ChatError } from 'rivulet/protocol';
import { fieldError } from '../shared/field-error.ts';
import type {
  Analyst,
  AnalystOptions,
  Entity,
  Sentiment,
  Summary,
  Translation,
} from './analyst.ts';
import { splitChunks } from './split-chunks.ts';

/** How long a text may be, in characters. */
export const textBounds = { least: 10, most: 5000 } as const;

/** How long its chunks may be, in characters. */
export const chunkBounds = { least: 50, most: 500, usual: 200 } as const;

/** One thing to find out about a text. */
export type AnalysisStep = 'sentiment' | 'summary' | 'entities' | 'translation';

/** What to find out about a text. */
export interface AnalysisRequest {
  readonly text: string;
  /** In their order. */
  readonly steps: readonly AnalysisStep[];
  /** @default 200 */
  readonly chunkSize?: number | undefined;
}

/** The sentiment of a text in whole and of its chunks. */
export interface ChunkedSentiment extends Sentiment {
  readonly chunks: readonly Sentiment[];
}

/** What a step has found. */
export type AnalysisResult =
  | { readonly step: 'sentiment'; readonly result: ChunkedSentiment }
  | { readonly step: 'summary'; readonly result: Summary }
  | { readonly step: 'entities'; readonly result: readonly Entity[] }
  | { readonly step: 'translation'; readonly result: Translation & { readonly text: string } };

/** What is told while a text is analysed. A step that fails or is skipped does not end the rest. */
export type AnalysisEvent =
  | { readonly type: 'chunked'; readonly chunks: number }
  | { readonly type: 'started'; readonly step: AnalysisStep }
  | {
      readonly type: 'progress';
      readonly step: 'sentiment';
      /** Chunks that are read, and all. */
      readonly done: number;
      readonly total: number;
      readonly result: Sentiment;
    }
  | ({ readonly type: 'done'; readonly ms: number } & AnalysisResult)
  | { readonly type: 'skipped'; readonly step: AnalysisStep; readonly reason: string }
  | { readonly type: 'failed'; readonly step: AnalysisStep; readonly message: string };

/** Checks a text and a chunk size. Throws a `ChatError` that names the field that is out of its bounds. */
export function checkBounds(
  text: unknown,
  chunkSize: unknown = chunkBounds.usual,
  fields = { text: 'text', chunkSize: 'chunk_size' },
): { readonly text: string; readonly chunkSize: number } {
  const { least, most } = textBounds;
  if (typeof text !== 'string') throw fieldError(fields.text, 'expected a text');
  if (text.length < least || text.length > most || text.trim() === '') {
    const what = text.trim() === '' && text.length >= least ? 'blanks' : `${text.length}`;
    throw fieldError(fields.text, `expected ${least} to ${most} characters, got ${what}`);
  }
  const isSize = typeof chunkSize === 'number' && Number.isInteger(chunkSize);
  if (!isSize || chunkSize < chunkBounds.least || chunkSize > chunkBounds.most) {
    const { least: small, most: large } = chunkBounds;
    throw fieldError(fields.chunkSize, `expected a whole number from ${small} to ${large}`);
  }
  return { text, chunkSize };
}

/** Analyses a text step by step. Throws as `checkBounds`, and the signal's reason. */
export async function* analyseText(
  analyst: Analyst,
  request: AnalysisRequest,
  options: AnalystOptions = {},
): AsyncGenerator<AnalysisEvent, void, undefined> {
  const { text, chunkSize } = checkBounds(request.text, request.chunkSize);
  const chunks = splitChunks(text, chunkSize);
  yield { type: 'chunked', chunks: chunks.length };
  for (const step of request.steps) {
    options.signal?.throwIfAborted();
    yield { type: 'started', step };
    const started = performance.now();
    try {
      for await (const event of take(analyst, step, text, chunks, options)) {
        yield 'type' in event ? event : { type: 'done', ms: performance.now() - started, ...event };
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      yield { type: 'failed', step, message: messageOf(error) };
    }
  }
}

type Told = AnalysisResult | Extract<AnalysisEvent, { type: 'progress' | 'skipped' }>;

async function* take(
  analyst: Analyst,
  step: AnalysisStep,
  text: string,
  chunks: readonly string[],
  options: AnalystOptions,
): AsyncGenerator<Told, void, undefined> {
  if (step === 'sentiment') {
    const results: Sentiment[] = [];
    for (const chunk of chunks) {
      const result = await analyst.sentiment(chunk, options);
      results.push(result);
      yield { type: 'progress', step, done: results.length, total: chunks.length, result };
    }
    const [only] = results;
    const whole = results.length === 1 && only ? only : await analyst.sentiment(text, options);
    yield { step, result: { ...whole, chunks: results } };
  } else if (step === 'summary') {
    yield { step, result: await analyst.summary(text, options) };
  } else if (step === 'entities') {
    yield { step, result: await analyst.entities(text, options) };
  } else {
    const result = await analyst.translation(text, options);
    yield 'skipped' in result
      ? { type: 'skipped', step, reason: result.skipped }
      : { step, result };
  }
}

/** What an error may tell the reader: our own errors are written for that, others are not. */
function messageOf(error: unknown): string {
  return error instanceof ChatError ? error.message : 'This step failed on the server.';
}
