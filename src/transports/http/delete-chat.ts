import { ChatError } from '../../protocol/chat-error.ts';
import { createExchange } from './exchange.ts';
import type { HttpSessionOptions } from './http-session.ts';
import { lostConnection } from '../lost-connection.ts';
import { pause } from '../pause.ts';
import { createRetryPolicy } from '../retry-policy.ts';
import type { ServerTermsOptions } from '../server-terms.ts';

/**
 * Has the server delete a chat with all its runs, with the tries of a send. Resolves where there is nothing, and where the
 * server knows no such call; rejects with a `ChatError`, of code `cancel` when the server could not be told.
 */
export async function deleteChat(
  session: HttpSessionOptions,
  { url, deleteUrl }: Pick<ServerTermsOptions, 'url' | 'deleteUrl'>,
  chatId: string,
): Promise<void> {
  if (!(deleteUrl ?? session.terms.namesRuns())) return;
  const [folder = ''] = /^[^?#]*\//.exec(url) ?? [];
  const beside = `${folder}chats/${encodeURIComponent(chatId)}`;
  const address = (deleteUrl && deleteUrl(chatId)) || beside;
  const { signal } = new AbortController();
  const policy = createRetryPolicy(false, session.random);
  for (;;) {
    try {
      return await deleteOnce(session, address, signal);
    } catch (cause) {
      const failure = lostConnection(cause);
      if (isUnknown(failure)) return;
      const next = policy.decide(failure, session.page.isOnline());
      if (next.type === 'end') throw untold(failure);
      await pause(next, { ...session, signal });
    }
  }
}

async function deleteOnce(
  session: HttpSessionOptions,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const exchange = createExchange(session, signal);
  try {
    const endpoint = await session.endpoint();
    const init = { method: 'DELETE', keepalive: true };
    const answer = await endpoint.send(exchange, address, {}, init);
    await answer.text();
  } finally {
    exchange.close();
  }
}

/** Whether an answer says that there is no such chat, or no such call. */
function isUnknown({ status }: ChatError): boolean {
  return status === 404 || status === 405 || status === 410 || status === 501;
}

/** The error of a chat that is deleted here, and of which the server could not be told. */
function untold(cause: ChatError): ChatError {
  if (cause.code === 'config' || cause.code === 'unauthorized') return cause;
  const message =
    'The chat was deleted here, but the server could not be told and may still keep its answers.';
  return new ChatError('cancel', message, { status: cause.status, cause });
}
