import type { ChatMessage } from '../protocol/chat-message.ts';
import type { RunStore } from '../server/runs/run-store.ts';

/** Which answer is read, and until when. */
export interface RoomRunReading {
  readonly run: string;
  /** As whom: see `RoomVisit.ownerOf`. */
  readonly owner: string;
  readonly signal: AbortSignal;
}

/** Tells a model's answer as it grows, from its store. */
export async function readRoomRun(
  runs: Pick<RunStore, 'get'>,
  { run: id, owner, signal }: RoomRunReading,
  onAnswer: (message: ChatMessage) => void,
): Promise<void> {
  const run = await runs.get(id, owner);
  if (!run) return;
  const leave = run.attach();
  signal.addEventListener('abort', () => run.log.wake());
  for (let told = -2; !signal.aborted;) {
    const { seq, message } = run.log.snapshot();
    if (seq > told) onAnswer(message);
    told = seq;
    if (run.log.isEnded && seq === run.log.lastSeq) break;
    if (seq === run.log.lastSeq) await run.log.changed(60_000);
  }
  leave();
}
