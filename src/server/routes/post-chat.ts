import { ChatError } from '../../protocol/chat-error.ts';
import { answerSource } from '../answers/answer-source.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatQuestion } from '../answers/answer.ts';
import { readQuestion } from '../http/read-question.ts';
import type { Run } from '../runs/run.ts';
import { identityOf, readerOf } from '../runs/run.ts';
import type { RouteServices } from './route-services.ts';

/** A question before its run: what `answer` is asked, but for what the run adds. */
export type AskedQuestion = Omit<ChatQuestion, 'owner' | 'signal'>;

/** Starts the run of a question, or finds the one that the same key has started. Throws a `ChatError`. */
export async function postChat(
  request: Request,
  owner: string,
  services: RouteServices,
): Promise<Run> {
  const { extras, shutdown, maxBodyBytes } = services;
  if (shutdown.isUnderWay) throw stopping();
  const runId = readKey(request.headers.get('idempotency-key'));
  if (extras) return extras.post(request, owner, runId, services);
  const question = await readQuestion(request, maxBodyBytes);
  return (await startRun({ ...question, runId, request }, owner, services)).run;
}

/** Starts the run of a question that has been read; `told` resolves when its end has been told, and is absent where it was there before. */
export async function startRun(
  question: AskedQuestion,
  owner: string,
  services: RouteServices,
): Promise<{ readonly run: Run; readonly told?: Promise<void> }> {
  const { runs, places, sweeper, answer, address, stopMs, onError } = services;
  // Before anything is generated: an answer that nobody may read is not worth its model tokens.
  places.check(readerOf(owner));
  let isNew = false;
  const asked = { ...question, owner: identityOf(owner) };
  const source = answerSource((signal) => answer({ ...asked, signal }), {
    messageId: goneOnFrom(question)?.id ?? question.runId,
    stopMs,
  });
  const run = await runs.create({
    id: question.runId,
    chatId: question.chatId,
    owner,
    address: address?.(question.request) ?? '',
    onError: (error) => void (isForReaders(error) || onError(error, 'answer')),
    source: (task) => {
      isNew = true;
      return source(task);
    },
  });
  if (!isNew) return { run };
  const told = tellEnd(run, question, services);
  sweeper.watch(told);
  return { run, told };
}

/** The answer that is gone on with, such as by the results of its tool calls: it stays the same message. */
export function goneOnFrom({
  messages,
  trigger,
}: Pick<AskedQuestion, 'messages' | 'trigger'>): ChatMessage | undefined {
  const last = messages.at(-1);
  return trigger === 'submit-message' && last?.role === 'assistant' ? last : undefined;
}

/** An error whose words are for the reader and that nobody has to look into. */
function isForReaders(error: unknown): boolean {
  return error instanceof ChatError && error.code !== 'config' && error.cause === undefined;
}

async function tellEnd(
  run: Run,
  question: AskedQuestion,
  { onEnd, onError }: RouteServices,
): Promise<void> {
  await run.settled;
  const before = goneOnFrom(question);
  try {
    const message = before
      ? (await import('./whole-answer.ts')).wholeAnswer(run, before)
      : run.log.snapshot().message;
    await onEnd?.({
      chatId: run.chatId,
      runId: run.id,
      owner: identityOf(run.owner),
      messages: question.messages,
      message,
      end: message.end ?? 'truncated',
      usage: message.metadata?.usage,
    });
  } catch (error) {
    onError(error, 'onEnd');
  }
}

/** Reads the key that a question is asked under; a new one where it has none. Throws a `ChatError` for one that is none. */
export function readKey(key: string | null): string {
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
