import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ChatEvent } from 'rivulet/protocol';
import type { EventStreamOptions, Run } from 'rivulet/server';
import { checkPlace, leave } from '../foreign/foreign-run.ts';
import { foreignAnswer, type Framing } from '../foreign/foreign-stream.ts';
import { askerOf } from '../owner.ts';
import { startTask, type TaskServices } from '../start-task.ts';

/** What the guides' doors to tasks work with. */
export interface TaskDoorServices {
  readonly services: TaskServices;
  readonly streams: EventStreamOptions;
}

/** How a task is told in the words of one guide; each says the frames of one thing. */
export interface TaskWords {
  /** What is told first. @default nothing */
  readonly begin?: string;
  readonly item: (value: unknown) => string;
  readonly end: (footer: unknown) => string;
  readonly failed: (message: string) => string;
}

/** Lines of JSON. */
export const jsonLines: Framing = {
  contentType: 'application/x-ndjson; charset=utf-8',
  opening: undefined,
  heartbeat: '\n',
};

/** Starts a task for a client of a guide. */
export function askTask(
  context: Context,
  { services, streams }: TaskDoorServices,
  name: string,
  input: unknown,
): Promise<Run> {
  checkPlace(context, streams);
  return startTask(services, { id: randomUUID(), name, asker: askerOf(context), input });
}

/** Answers with the run of a task in the words of a guide; it stops when its client leaves. */
export function tellTask(
  context: Context,
  { services, streams }: TaskDoorServices,
  run: Run,
  words: TaskWords,
  framing?: Framing,
): Response {
  const encode = tellIn(words);
  const onLeave = () => leave(services.runs, run);
  return foreignAnswer(context, { run, encode, onLeave, framing }, streams);
}

function tellIn(words: TaskWords): (event: ChatEvent) => string {
  let footer: unknown;
  return (event) => {
    switch (event.type) {
      case 'start':
        return words.begin ?? '';
      case 'data-item':
        return words.item(event.data);
      case 'data-footer':
        footer = event.data;
        return '';
      case 'finish':
        return words.end(footer);
      case 'abort':
        return words.failed('The task was stopped.');
      case 'error':
        return words.failed(event.errorText);
      default:
        return '';
    }
  };
}
