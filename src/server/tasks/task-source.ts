import type { ChatEvent } from '../../protocol/chat-event.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import { checkSchema } from '../../protocol/check-schema.ts';
import { encodeStreamValue } from '../../protocol/stream-event.ts';
import { answerSource } from '../answers/answer-source.ts';
import type { RunSource } from '../runs/run.ts';
import type { TaskDefinition, TaskWork } from './define-task.ts';
import { TaskNote, taskNotes } from './task-note.ts';

/** How a task is run. */
export interface TaskSourceOptions {
  /** Names the run. */
  readonly runId: string;
  /** Who asks. @default '' */
  readonly owner?: string | undefined;
  /** How long the task may go on after it was stopped, in milliseconds. @default 5 seconds */
  readonly stopMs?: number | undefined;
}

/** Checks what a task is asked. Throws a `ChatError` of code `bad-request` that names the field. */
export async function taskInput<Input>(
  { input }: Pick<TaskDefinition<Input>, 'input'>,
  value: unknown,
): Promise<Input> {
  if (!input) return value as Input;
  const checked = await checkSchema(input, value);
  if (checked.fault === undefined) return checked.value;
  const text = `${checked.fault}. Mend that and send again.`;
  throw new ChatError('bad-request', text, { status: 400 });
}

/** Makes the source of a run of a task. */
export function taskSource<Input>(
  task: TaskDefinition<Input>,
  input: Input,
  { runId, owner = '', stopMs }: TaskSourceOptions,
): RunSource {
  const work = (signal: AbortSignal) =>
    taskEvents(task.run(input, { ...taskNotes, runId, owner, signal }));
  return answerSource(work, { messageId: runId, stopMs });
}

/** The events of what a task makes: items and notes as they come, and what it returns as the footer. */
async function* taskEvents(work: TaskWork): AsyncGenerator<ChatEvent, void, undefined> {
  const iterator = work[Symbol.asyncIterator]();
  try {
    let next = await iterator.next();
    for (; !next.done; next = await iterator.next()) yield eventOf(next.value);
    if (next.value !== undefined) yield encodeStreamValue({ kind: 'footer', value: next.value });
    yield { type: 'finish' };
  } finally {
    await iterator.return?.();
  }
}

function eventOf(value: unknown): ChatEvent {
  return value instanceof TaskNote ? value.event : encodeStreamValue({ kind: 'item', value });
}
