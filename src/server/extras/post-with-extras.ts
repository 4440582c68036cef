import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatArchive } from '../history/chat-archive.ts';
import { readTurn } from '../history/read-turn.ts';
import { assertMessages, readHead, type QuestionHead } from '../http/read-question.ts';
import type { FailurePlace } from '../options/chat-server.ts';
import { startRun, type AskedQuestion } from '../routes/post-chat.ts';
import type { RouteServices } from '../routes/route-services.ts';
import { idTaken } from '../runs/run-store.ts';
import { identityOf, readerOf, type Run } from '../runs/run.ts';
import { takeTicket } from './take-ticket.ts';

/** Starts the run of a question with all that a server was asked for around it. */
export async function postWithExtras(
  request: Request,
  owner: string,
  runId: string,
  services: RouteServices,
  archive: ChatArchive | undefined,
): Promise<Run> {
  const { runs, places, limits, address, onError } = services;
  const head = await readHead(request, services.maxBodyBytes);
  const { chatId } = head;
  // Whoever asks again reads on: that costs nothing.
  const known = await runs.get(runId, readerOf(owner));
  if (known) {
    if (known.chatId !== chatId) throw idTaken();
    places.check(readerOf(owner));
    return known;
  }
  const asker = { owner: readerOf(owner), address: address?.(request) ?? '', chatId, request };
  const ticket = await takeTicket(limits, asker);
  const giveBack = () => guard(onError, 'limits', () => ticket.giveBack?.());
  try {
    const messages = await messagesOf(head, identityOf(owner), archive, services.isTakenOver);
    const question = { ...head, messages, runId, request };
    const { run, told } = await startSaved(question, owner, services, archive, ticket.end);
    if (!told) await giveBack();
    return run;
  } catch (error) {
    await giveBack();
    throw error;
  }
}

/** Starts a run whose end is counted and saved. */
async function startSaved(
  question: AskedQuestion,
  owner: string,
  services: RouteServices,
  archive: ChatArchive | undefined,
  count: LimitEnd,
): ReturnType<typeof startRun> {
  const { onError, onEnd, log } = services;
  const askedAt = performance.now();
  const { messages, runId, chatId, trigger } = question;
  const identity = identityOf(owner);
  let writing: Run | undefined;
  // Noted before it begins, as it may end at once.
  const tellSaved = archive?.expect(chatId, identity, () => writing?.log.isEnded === true);
  const started = await startRun(question, owner, {
    ...services,
    answer(asked) {
      void guard(onError, 'log', () =>
        log?.({ type: 'start', runId, chatId, owner: identity, trigger }),
      );
      return services.answer(asked);
    },
    async onEnd(end) {
      const { usage } = end;
      const ms = performance.now() - askedAt;
      const event = {
        type: 'end',
        runId,
        chatId,
        owner: identity,
        end: end.end,
        usage,
        ms,
      } as const;
      await guard(onError, 'log', () => log?.(event));
      await guard(onError, 'history', () => archive?.answered(end, messages.at(-1), end.message));
      tellSaved?.();
      await guard(onError, 'limits', () => count?.(usage));
      await guard(onError, 'onEnd', () => onEnd?.(end));
    },
  }).catch((error: unknown) => {
    tellSaved?.();
    throw error;
  });
  writing = started.run;
  if (!started.told) tellSaved?.();
  return started;
}

type LimitEnd = Awaited<ReturnType<typeof takeTicket>>['end'];

/** The chat that is to be answered: as it was sent, or as it is saved with what was sent. */
async function messagesOf(
  head: QuestionHead,
  owner: string,
  archive: ChatArchive | undefined,
  isAgain = false,
): Promise<readonly ChatMessage[]> {
  const { messages } = head.body;
  // Of nobody in particular nothing is kept: all of them would read it.
  if (archive && owner !== '')
    return archive.ask({ chatId: head.chatId, owner, turn: readTurn(head), isAgain });
  assertMessages(messages);
  return messages;
}

async function guard(
  onError: RouteServices['onError'],
  where: FailurePlace,
  act: () => unknown,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    onError(error, where);
  }
}
