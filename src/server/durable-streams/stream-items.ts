import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { StoredEvent, StoredRun } from '../shared-runs/stored-run.ts';
import type { RunLogLimits, RunSnapshot } from '../runs/run-log.ts';

/** The first message of a run's stream. */
export interface RunItem {
  readonly rivulet: 'run';
  readonly id: string;
  readonly chatId: string;
  readonly owner: string;
  /** The process that writes it first. */
  readonly producer: string;
  /** Tells this run from any other that has had its id, or wanted it. */
  readonly born: string;
  /** What was asked; absent where no other process may go on with it. */
  readonly question?: string | undefined;
  readonly limits?: RunLogLimits | undefined;
}

/** Another process goes on with the run. */
interface WriterItem {
  readonly rivulet: 'writer';
  readonly producer: string;
  readonly epoch: number;
  /** Tells it from others that wanted the same. */
  readonly mark: string;
}

/** Makes up for events that were dropped before they could be written. */
interface SnapshotItem extends RunSnapshot {
  readonly rivulet: 'snapshot';
}

/** The question was refused: there has been no such run. */
interface RefusedItem {
  readonly rivulet: 'refused';
}

/** A message of a run's stream: an event as it is, or what the store has to say. */
export type StreamItem = ChatEvent | RunItem | WriterItem | SnapshotItem | RefusedItem;

/** What the first message says, if it is that of a run; nobody but our own servers writes them. */
export function runItemOf(items: readonly unknown[]): RunItem | undefined {
  const [first] = items as readonly StreamItem[];
  return first && 'rivulet' in first && first.rivulet === 'run' ? first : undefined;
}

/** Reads the whole of a run's stream; undefined when it is that of no run. */
export function storedRunOf(items: readonly unknown[]): StoredRun | undefined {
  const begun = runItemOf(items);
  if (!begun) return undefined;
  const { id, chatId, owner, born, question } = begun;
  let writer: Pick<WriterItem, 'producer' | 'epoch'> = { producer: begun.producer, epoch: 0 };
  let snapshot: RunSnapshot | undefined;
  let events: StoredEvent[] = [];
  let seq = 0;
  for (const item of items as readonly StreamItem[]) {
    if (!('rivulet' in item)) {
      events.push({ seq: seq++, event: item });
    } else if (item.rivulet === 'refused') {
      return undefined;
    } else if (item.rivulet === 'writer') {
      writer = item;
    } else if (item.rivulet === 'snapshot') {
      snapshot = { seq: item.seq, message: item.message };
      seq = item.seq + 1;
      events = [];
    }
  }
  const { producer, epoch } = writer;
  const canGoOn = question !== undefined;
  const facts = { id, chatId, owner, producer, born, canGoOn, generation: String(epoch) };
  return { facts, snapshot, events };
}
