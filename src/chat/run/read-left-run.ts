import { ChatError, truncatedError } from '../../protocol/chat-error.ts';
import type { ChatTransport } from '../../protocol/chat-transport.ts';
import type { ActiveRun } from './active-run.ts';
import type { PresentRun } from './present-run.ts';

/** What reading on needs of its chat. */
export interface LeftRunHost {
  readonly chatId: string;
  readonly transport: ChatTransport;
  readonly present: PresentRun;
}

/** Reads the rest of a run that was left, by this page or another, into the chat's present run. */
export async function readLeftRun(host: LeftRunHost, active: ActiveRun): Promise<void> {
  const { chatId, transport, present } = host;
  const { runId, standing } = active;
  // A server that gave the run no name keeps nothing of it.
  if (standing === 'unnamed') return present.finish(active, 'truncated', truncatedError());
  const isUnconfirmed = standing === 'awaited';
  const request = {
    chatId,
    ...(runId && { runId }),
    ...(isUnconfirmed && { isUnconfirmed }),
    signal: active.abort.signal,
  };
  await present.read(active, () => transport.resume(request), {
    onAccepted: () => present.showStatus(active),
    onRefused(error) {
      if (error) return present.finish(active, 'truncated', error);
      if (isUnconfirmed) {
        active.standing = 'unnamed';
        present.finish(active, 'truncated', truncatedError());
      } else if (runId) present.finish(active, 'expired', goneError());
      else present.close();
    },
  });
}

function goneError(): ChatError {
  return new ChatError('expired', 'The server no longer has this answer. Ask again.');
}
