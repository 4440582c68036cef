import { ChatError } from 'rivulet/protocol';
import { identityOf, taskInput, taskSource, type Run, type RunSource } from 'rivulet/server';
import { tellOfRun } from '../runs/tell-of-run.ts';
import { noObserver } from '../server/observer.ts';
import type { Works } from '../tasks/server-tasks.ts';
import type { RunAsker } from './owner.ts';
import { admit, type RunServices } from './start-run.ts';

/** What runs tasks. */
export interface TaskServices extends RunServices {
  readonly works: Works;
}

/** Work that is asked for. */
export interface TaskQuestion {
  readonly id: string;
  readonly name: string;
  readonly asker: RunAsker;
  readonly input: unknown;
}

/** Starts the run of a task, or returns the one of the same id. Throws a `ChatError` for an input that does not fit. */
export async function startTask(
  services: TaskServices,
  { id, name, asker, input: given }: TaskQuestion,
): Promise<Run> {
  const { works, runs, observer = noObserver } = services;
  const task = Object.hasOwn(works.tasks, name) ? works.tasks[name] : undefined;
  if (!task) throw noTask(name);
  const input = await taskInput(task, given);
  const { owner, address } = asker;
  const source = taskSource(task, input, { runId: id, owner: identityOf(owner) });
  return admit(services, { id, chatId: `task:${name}`, asker }, async () => {
    let isOurs = false;
    const told: RunSource = (work) => {
      isOurs = true;
      return source(work);
    };
    const onError = (error: unknown) =>
      void (error instanceof ChatError || observer.failed(error, `the task ${name}`));
    const options = { id, chatId: `task:${name}`, owner, address, source: told, onError };
    const run = await runs.create({ ...options, limits: task.keep });
    if (isOurs) void tellOfRun(run, observer);
    return { run, isOurs };
  });
}

// Of tasks that there are elsewhere, why they are not here.
const reasons: Readonly<Record<string, string>> = {
  draw: 'This server draws no pictures. Start it with --images and the address of one that does.',
  analyse: 'This server analyses no texts.',
  pipeline: 'This server analyses no texts.',
};

function noTask(name: string): ChatError {
  const reason = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
  const text = reason ?? 'This server has no such task. Check its name.';
  return new ChatError('not-found', text, { status: reason === undefined ? 404 : 501 });
}
