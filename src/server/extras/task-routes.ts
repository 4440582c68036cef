import { ChatError } from '../../protocol/chat-error.ts';
import { bodyOf } from '../http/read-question.ts';
import { liveAnswer } from '../live/live-answer.ts';
import { LiveStream } from '../live/live-stream.ts';
import type { RouteServices } from '../routes/route-services.ts';
import { readKey } from '../routes/post-chat.ts';
import { idTaken } from '../runs/run-store.ts';
import { identityOf, readerOf, type Run } from '../runs/run.ts';
import { taskAnswer } from '../tasks/task-answer.ts';
import type { TaskDefinition } from '../tasks/define-task.ts';
import { taskInput, taskSource } from '../tasks/task-source.ts';
import { takeTicket } from './take-ticket.ts';

type Routes = NonNullable<RouteServices['extras']>['routes'];

/** The calls of a server's tasks: `POST /tasks/:name`, whose runs are read on and stopped as those of chats are. */
export function taskRoutes(services: RouteServices): Routes {
  const { tasks = {} } = services;
  return {
    'POST /tasks/:id': async (name, request, owner) => {
      const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
      if (!task) throw missing('task');
      const run = await startTask(name, task, request, owner, services);
      return taskAnswer(request, run, { ...services, owner: readerOf(owner) });
    },
  };
}

/** The calls of a server's live streams: `GET /streams/:name`. */
export function streamRoutes(services: RouteServices): Routes {
  const { streams = {}, onError } = services;
  const live = new Map(
    Object.entries(streams).map(([name, definition]) => [
      name,
      new LiveStream(definition, (error) => isUnforeseen(error) && onError(error, 'task')),
    ]),
  );
  services.shutdown.listen(() => live.forEach((stream) => stream.close()));
  return {
    'GET /streams/:id': async (name, request, owner) => {
      const stream = live.get(name);
      if (!stream) throw missing('stream');
      return liveAnswer(request, stream, { ...services, owner: readerOf(owner) });
    },
  };
}

/** Starts the run of a task, or finds the one that the same key has started. Throws a `ChatError`. */
async function startTask(
  name: string,
  task: TaskDefinition,
  request: Request,
  owner: string,
  services: RouteServices,
): Promise<Run> {
  const { runs, places, limits, shutdown, address } = services;
  if (shutdown.isUnderWay) throw stopping();
  const runId = readKey(request.headers.get('idempotency-key'));
  const chatId = `task:${name}`;
  // Whoever asks again reads on: that costs nothing.
  const known = await runs.get(runId, readerOf(owner));
  if (known && known.chatId !== chatId) throw idTaken();
  places.check(readerOf(owner));
  if (known) return known;
  const input = await taskInput(task, await bodyOf(request, services.maxBodyBytes));
  const asker = { owner: readerOf(owner), address: address?.(request) ?? '', chatId, request };
  const ticket = await takeTicket(limits, asker);
  let isNew = false;
  const source = taskSource(task, input, {
    runId,
    owner: identityOf(owner),
    stopMs: services.stopMs,
  });
  try {
    const run = await runs.create({
      id: runId,
      chatId,
      owner,
      address: asker.address,
      limits: task.keep,
      onError: (error) => void (isUnforeseen(error) && services.onError(error, 'task')),
      source(work) {
        isNew = true;
        return source(work);
      },
    });
    if (isNew) services.sweeper.watch(tellEnd(run, services, ticket.end));
    return run;
  } finally {
    if (!isNew) await ticket.giveBack?.();
  }
}

type TellCount = Awaited<ReturnType<typeof takeTicket>>['end'];

async function tellEnd(run: Run, { log, onError }: RouteServices, count: TellCount): Promise<void> {
  const { id: runId, chatId } = run;
  const owner = identityOf(run.owner);
  const askedAt = performance.now();
  const guarded = async (where: 'limits' | 'log', act: () => unknown) => {
    try {
      await act();
    } catch (error) {
      onError(error, where);
    }
  };
  await guarded('log', () =>
    log?.({ type: 'start', runId, chatId, owner, trigger: 'submit-message' }),
  );
  await run.settled;
  const { end = 'truncated', metadata } = run.log.snapshot().message;
  const usage = metadata?.usage;
  const ms = performance.now() - askedAt;
  await guarded('log', () => log?.({ type: 'end', runId, chatId, owner, end, usage, ms }));
  await guarded('limits', () => count?.(usage));
}

/** An error whose words are for the reader needs nobody to look into it. */
function isUnforeseen(error: unknown): boolean {
  return !(error instanceof ChatError) || error.code === 'config' || error.cause !== undefined;
}

function missing(what: 'task' | 'stream'): ChatError {
  return new ChatError('not-found', `This server has no such ${what}. Check its name.`);
}

function stopping(): ChatError {
  const text = 'The server is stopping. Ask again in a moment.';
  return new ChatError('overloaded', text, { retryAfterMs: 2000 });
}
