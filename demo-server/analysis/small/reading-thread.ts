import { Worker } from 'node:worker_threads';
import { ChatError } from 'rivulet/protocol';
import type { Answers } from './answer.ts';
import type { WorkerQuestion, WorkerReply } from './worker.ts';

interface Waiting {
  readonly resolve: (found: Answers[keyof Answers]) => void;
  readonly reject: (error: unknown) => void;
}

const entry = new URL('worker-entry.mjs', import.meta.url);

/** How many questions may wait for the thread. */
const most = 256;

/** Asks the worker thread; it is started by the first question and again after it has died. */
export class ReadingThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 0;
  #isClosed = false;

  /** Rejects with the signal's reason, or a `ChatError`. */
  ask<Task extends keyof Answers>(
    task: Task,
    text: string,
    signal?: AbortSignal,
  ): Promise<Answers[Task]>;
  async ask(
    task: keyof Answers,
    text: string,
    signal?: AbortSignal,
  ): Promise<Answers[keyof Answers]> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw gone();
    if (this.#waiting.size >= most) {
      throw new ChatError('overloaded', 'Too many texts wait to be read. Ask again in a moment.', {
        status: 503,
        retryAfterMs: 2000,
      });
    }
    const id = this.#next++;
    const worker = (this.#worker ??= this.#start());
    const found = new Promise<Answers[keyof Answers]>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    const abort = (): void => this.#settle(id, ({ reject }) => reject(signal?.reason));
    signal?.addEventListener('abort', abort, { once: true });
    worker.ref();
    worker.postMessage({ id, task, text } satisfies WorkerQuestion, []);
    try {
      return await found;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#worker?.terminate();
    this.#failAll(gone());
  }

  #start(): Worker {
    const worker = new Worker(entry);
    worker.on('message', (reply: WorkerReply) => {
      this.#settle(reply.id, ({ resolve, reject }) => {
        if ('found' in reply) resolve(reply.found);
        else reject(broken(reply.error));
      });
    });
    const end = (cause: unknown): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#failAll(broken(cause));
    };
    worker.on('error', end);
    worker.on('exit', () => end('the thread has ended'));
    return worker;
  }

  #settle(id: number, end: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    // A process whose work is done may end with the thread still there.
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (waiting) end(waiting);
  }

  #failAll(error: ChatError): void {
    for (const id of this.#waiting.keys()) this.#settle(id, ({ reject }) => reject(error));
  }
}

function broken(cause: unknown): ChatError {
  return new ChatError('server', 'The text could not be read. Ask again.', { cause });
}

function gone(): ChatError {
  return new ChatError('overloaded', 'The server is shutting down. Ask again when it is back.', {
    status: 503,
    retryAfterMs: 5000,
  });
}
