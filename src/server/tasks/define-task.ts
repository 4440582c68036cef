import type { StandardSchema } from '../../protocol/standard-schema.ts';
import type { RunLogLimits } from '../runs/run-log.ts';
import type { TaskNote, TaskNotes } from './task-note.ts';

/** What a task is given beside its input, and what it makes notes with. */
export interface TaskCall extends TaskNotes {
  /** Names the run. */
  readonly runId: string;
  /** Who asks, as the option `owner` says it; '' is nobody in particular. */
  readonly owner: string;
  /** Aborts when the task is to stop. */
  readonly signal: AbortSignal;
}

/** Work that takes its time and is no chat: what it yields are the items of a typed stream, what it returns is the footer. */
export interface TaskDefinition<Input = unknown, Item = unknown, Footer = unknown> {
  /**
   * Checks what is asked, as zod, valibot or arktype does; what does not fit is refused with a 400 that names the field.
   * @default any JSON is taken
   */
  readonly input?: StandardSchema<unknown, Input> | undefined;
  /** How much of a run is kept for its readers. @default 1 MiB, 20,000 events */
  readonly keep?: RunLogLimits | undefined;
  /**
   * Does it. It may yield notes beside its items: `yield call.progress({ done, total })`. What it throws is told to the
   * reader in its own words only if it is a `ChatError`.
   */
  run(this: void, input: Input, call: TaskCall): TaskWork<Item, Footer>;
}

/** What a task makes: its items and notes one after the other, and its footer, if any. */
export type TaskWork<Item = unknown, Footer = unknown> =
  | AsyncGenerator<Item | TaskNote, Footer, undefined>
  | AsyncIterable<Item | TaskNote>;

/** The tasks of a server, by their names. */
export type ServerTasks = Readonly<Record<string, TaskDefinition>>;

/**
 * Names a task's types once: `run` gets what `input` gives.
 *
 * @example
 * const count = defineTask({
 *   input: z.object({ to: z.number().max(100) }),
 *   async *run({ to }, { progress }) {
 *     for (let n = 1; n <= to; n++) {
 *       yield { n };
 *       yield progress({ done: n, total: to });
 *     }
 *     return { sum: (to * (to + 1)) / 2 };
 *   },
 * });
 */
export function defineTask<Input, Item, Footer>(
  definition: TaskDefinition<Input, Item, Footer>,
): TaskDefinition<Input, Item, Footer> {
  return definition;
}
