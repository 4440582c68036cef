import { ChatError } from 'rivulet/protocol';
import type { Engine } from '../engine/engine.ts';
import { parseChatRequest, toTurns } from '../routes/chat-request.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { Run } from '../runs/run.ts';

/** What answers and keeps the answers. */
export interface RunServices {
  readonly engine: Engine;
  readonly runs: RunStore;
}

/**
 * Starts a run from what a socket sent, the body of `POST /api/chat`, or returns the one of the same id. Throws a
 * `ChatError` for a question that cannot be read or is refused.
 */
export async function startRun(
  { engine, runs }: RunServices,
  { id, owner, body }: { id: string; owner: string; body: unknown },
): Promise<Run> {
  const { id: chatId, messages, options } = parseChatRequest(body);
  return runs.create({
    id,
    chatId,
    owner,
    info: engine.info,
    open: (signal) =>
      engine.open({ conversation: chatId, turns: toTurns(messages), signal, ...options }),
  });
}

/** A foreign run is told in the same words as one that never was. */
export function noSuchRun(): ChatError {
  return new ChatError(
    'not-found',
    'There is no such run: it was never here, is no longer kept, or the server has been restarted. Ask the question again.',
    { status: 404 },
  );
}
