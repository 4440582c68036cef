import { ChatError } from '../../protocol/chat-error.ts';
import { answerSource } from '../answers/answer-source.ts';
import { readQuestion, type QuestionBody } from '../http/read-question.ts';
import type { Run } from '../runs/run.ts';
import { identityOf, readerOf } from '../runs/run.ts';
import type { RouteServices } from './route-services.ts';

/** Starts the run of a question, or finds the one that the same key has started. Throws a `ChatError`. */
export async function postChat(
  request: Request,
  owner: string,
  services: RouteServices,
): Promise<Run> {
  const { runs, shutdown, places, sweeper } = services;
  if (shutdown.isUnderWay) throw stopping();
  const id = readKey(request.headers.get('idempotency-key'));
  const question = await readQuestion(request, services.maxBodyBytes ?? 4 * 1024 * 1024);
  // Before anything is generated: an answer that nobody may read is not worth its model tokens.
  places.check(readerOf(owner));
  const { answer, address, stopMs, onError } = services;
  let isOurs = false;
  const asked = { ...question, runId: id, owner: identityOf(owner), request };
  const source = answerSource((signal) => answer({ ...asked, signal }), {
    messageId: messageIdOf(question, id),
    stopMs,
  });
  const run = await runs.create({
    id,
    chatId: question.chatId,
    owner,
    address: address?.(request) ?? '',
    onError: (error) => void (isForReaders(error) || onError(error, 'answer')),
    source: (task) => {
      isOurs = true;
      return source(task);
    },
  });
  if (isOurs) {
    sweeper.watch(run);
    void tellEnd(run, question, services);
  }
  return run;
}

/** An answer that is gone on with, such as by the results of its tool calls, stays the same message. */
function messageIdOf({ messages, trigger }: QuestionBody, runId: string): string {
  const last = messages.at(-1);
  return trigger === 'submit-message' && last?.role === 'assistant' ? last.id : runId;
}

/** An error whose words are for the reader and that nobody has to look into. */
function isForReaders(error: unknown): boolean {
  return error instanceof ChatError && error.code !== 'config' && error.cause === undefined;
}

async function tellEnd(
  run: Run,
  { messages }: QuestionBody,
  { onEnd, onError }: RouteServices,
): Promise<void> {
  await run.settled;
  const { message } = run.log.snapshot();
  try {
    await onEnd?.({
      chatId: run.chatId,
      runId: run.id,
      owner: identityOf(run.owner),
      messages,
      message,
      end: message.end ?? 'truncated',
      usage: message.metadata?.usage,
    });
  } catch (error) {
    onError(error, 'onEnd');
  }
}

function readKey(key: string | null): string {
  if (key === null) return crypto.randomUUID();
  if (/^[\w.-]{8,100}$/.test(key)) return key;
  throw new ChatError(
    'bad-request',
    'The Idempotency-Key must be 8 to 100 letters, digits, dots, dashes or underscores. Use a random UUID.',
  );
}

function stopping(): ChatError {
  const text = 'The server is stopping. Ask again in a moment.';
  return new ChatError('overloaded', text, { retryAfterMs: 2000 });
}
