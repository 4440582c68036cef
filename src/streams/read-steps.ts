import { at, isRecord, textAt } from '../protocol/json.ts';
import type { StreamState } from './stream-state.ts';

/** What a step of a pipeline is doing: `skipped` ones were left out, or the pipeline ended before them. */
export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

/** One step of a pipeline. */
export interface PipelineStep<Result = unknown> {
  /** Its name. */
  readonly name: string;
  /** What it is doing. */
  readonly state: StepState;
  /** What came of it; undefined until it is done. */
  readonly result: Result | undefined;
  /** How long it took, in milliseconds: the server's figure; undefined where it gives none. */
  readonly ms: number | undefined;
  /** Why it failed or was skipped, in the server's words. */
  readonly error: string | undefined;
}

type Told = Pick<StreamState, 'header' | 'items' | 'end' | 'error' | 'isStreaming'>;

const words: readonly (readonly [StepState, RegExp])[] = [
  ['waiting', /^(?:waiting|pending|queued|scheduled)$/],
  ['running', /^(?:start(?:ed|ing)?|running|progress|in_progress|processing|active)$/],
  ['done', /^(?:done|complete[d]?|success|succeeded|finished|ok)$/],
  ['failed', /^(?:failed|failure|error)$/],
  ['skipped', /^(?:skipped|skip|cancelled|canceled|aborted)$/],
];

/**
 * Reads the steps of a pipeline out of its stream: their names from `header.steps`, and each from the items about it, the
 * newest last. Once the stream has ended none is running or waiting: what was not reached is `skipped`.
 */
export function readSteps<Result = unknown>({
  header,
  items,
  end,
  error,
  isStreaming,
}: Told): PipelineStep<Result>[] {
  const steps = new Map<string, PipelineStep<Result>>();
  for (const named of listOf(at(header, 'steps'))) {
    const name = typeof named === 'string' ? named : nameOf(named);
    if (name) steps.set(name, stepOf(name, 'waiting', named));
  }
  for (const item of items) {
    const found = readStep<Result>(item);
    if (found) steps.set(found.name, { ...steps.get(found.name), ...found });
  }
  const isOver = !isStreaming && end !== undefined;
  return [...steps.values()].map((step) => (isOver ? ended(step, end, error?.message) : step));
}

/** Reads what a value says of a step; undefined where it names none. */
export function readStep<Result = unknown>(value: unknown): PipelineStep<Result> | undefined {
  const name = nameOf(value);
  const status = (textAt(value, 'state') || textAt(value, 'status')).toLowerCase();
  if (name) return stepOf(name, stateBy(status) ?? stateBySigns(value), value);
  // `sentiment_complete`
  const [, subject = '', word = ''] = /^(.+)_([a-z]+)$/.exec(status) ?? [];
  const state = stateBy(word);
  return state && subject ? stepOf(subject, state, value) : undefined;
}

function nameOf(value: unknown): string {
  return textAt(value, 'step') || textAt(value, 'name') || textAt(value, 'stage');
}

function stateBy(word: string): StepState | undefined {
  return words.find(([, pattern]) => pattern.test(word))?.[0];
}

function stateBySigns(value: unknown): StepState {
  if (at(value, 'error')) return 'failed';
  return resultOf(value) === undefined ? 'running' : 'done';
}

function stepOf<Result>(name: string, state: StepState, value: unknown): PipelineStep<Result> {
  const why = at(value, 'error') ?? at(value, 'reason');
  return {
    name,
    state,
    result: resultOf(value) as Result | undefined,
    ms: durationOf(value),
    error: isRecord(why) ? textAt(why, 'message') : typeof why === 'string' ? why : undefined,
  };
}

function resultOf(value: unknown): unknown {
  return at(value, 'result') ?? at(value, 'output') ?? at(value, 'data') ?? undefined;
}

function durationOf(value: unknown): number | undefined {
  const ms = at(value, 'ms') ?? at(value, 'duration_ms') ?? at(value, 'durationMs');
  const seconds = at(value, 'processing_time') ?? at(value, 'duration');
  if (typeof ms === 'number') return ms;
  return typeof seconds === 'number' ? seconds * 1000 : undefined;
}

function ended<Result>(
  step: PipelineStep<Result>,
  end: StreamState['end'],
  why: string | undefined,
): PipelineStep<Result> {
  if (step.state === 'waiting') return { ...step, state: 'skipped' };
  if (step.state !== 'running') return step;
  if (end === 'complete') return { ...step, state: 'done' };
  return end === 'aborted'
    ? { ...step, state: 'skipped' }
    : { ...step, state: 'failed', error: step.error ?? why };
}

/** A list as it is, and an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
