import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { StoredEvent, StoredRun } from '../shared-runs/stored-run.ts';
import { listOf, textOrNull, textsOf } from './replies.ts';

/** One entry of a stream. */
export interface Entry {
  readonly id: string;
  readonly value: string;
}

/** Reads the reply of XREAD: the new entries of each stream, by its key. */
export function readStreams(reply: unknown): Map<string, Entry[]> {
  if (reply === null) return new Map();
  return new Map(
    listOf(reply).map((stream) => {
      const [key, list] = listOf(stream);
      return [textOrNull(key) ?? '', toEntries(list)];
    }),
  );
}

/** Reads the reply of the load script; undefined when there is no such run. */
export function readRun(id: string, reply: unknown): StoredRun | undefined {
  const [fields, list, canGoOn] = listOf(reply);
  const [owner, chatId, producer, generation, seq, snapshot, born] = listOf(fields).map(textOrNull);
  if (isMissing(owner) || isMissing(chatId)) return undefined;
  return {
    facts: {
      id,
      owner,
      chatId,
      producer: producer ?? '',
      generation: generation ?? '',
      // One from before there were successors is its own first.
      born: born ?? generation ?? '',
      canGoOn: canGoOn === 1,
    },
    snapshot:
      isMissing(seq) || isMissing(snapshot)
        ? undefined
        : { seq: Number(seq), message: JSON.parse(snapshot) as ChatMessage },
    events: toEvents(toEntries(list)),
  };
}

/** Reads the events of a run's entries; nobody but our own servers writes them. */
export function toEvents(list: readonly Entry[]): StoredEvent[] {
  return list.map(({ id, value }) => ({
    seq: Number(id.slice(2)) - 1,
    event: JSON.parse(value) as ChatEvent,
  }));
}

/** Redis replies with id, then fields and values by turns. */
export function toEntries(list: unknown): Entry[] {
  return listOf(list).map((entry) => {
    const [id, fields] = listOf(entry);
    const [, value = ''] = textsOf(fields);
    return { id: textOrNull(id) ?? '', value };
  });
}

function isMissing(text: string | null | undefined): text is null | undefined {
  return text === null || text === undefined;
}
