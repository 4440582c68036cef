import type { Engine } from '../engine/engine.ts';
import { parseChatRequest, toTurns } from './chat-request.ts';
import type { RunStore } from '../runs/run-store.ts';
import { memoryOwnerOf, type Run } from '../runs/run.ts';

/** What answers and keeps the answers. */
export interface RunServices {
  readonly engine: Engine;
  readonly runs: RunStore;
}

/**
 * Starts a run from the body of `POST /api/chat`, however it came, or returns the one of the same id. Throws a
 * `ChatError` for a question that cannot be read or is refused.
 */
export async function startRun(
  { engine, runs }: RunServices,
  { id, owner, body }: { id: string; owner: string; body: unknown },
): Promise<Run> {
  const { id: chatId, messages, options } = parseChatRequest(body);
  const open = await engine.prepare({
    conversation: chatId,
    owner: memoryOwnerOf(owner),
    turns: toTurns(messages),
    ...options,
  });
  return runs.create({ id, chatId, owner, info: engine.info, open });
}
