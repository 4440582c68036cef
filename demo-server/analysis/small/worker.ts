/** The thread in which texts are read, so that the server goes on answering. */
import { parentPort } from 'node:worker_threads';
import { answer, type Answers } from './answer.ts';

/** A question to the worker, and its reply. */
export interface WorkerQuestion {
  readonly id: number;
  readonly task: keyof Answers;
  readonly text: string;
}
export type WorkerReply =
  | { readonly id: number; readonly found: Answers[keyof Answers] }
  | { readonly id: number; readonly error: string };

parentPort?.on('message', ({ id, task, text }: WorkerQuestion) => {
  let reply: WorkerReply;
  try {
    reply = { id, found: answer(task, text) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply, []);
});
