import type { ChatEvent, ChatMessage } from 'rivulet/protocol';
import { z } from 'zod';
import type { RunSnapshot } from '../run-log.ts';
import type { RunFacts } from './mirrored-run.ts';

/** Entries of a stream as Redis replies them: id, then fields and values by turns. */
const entries = z.array(z.tuple([z.string(), z.array(z.string())]));

const streams = z.array(z.tuple([z.string(), entries])).nullable();

const text = z.string().nullable();
const loaded = z.tuple([z.tuple([text, text, text, text, text, text]), entries]);

/** One entry of a stream. */
export interface Entry {
  readonly id: string;
  readonly value: string;
}

/** An event as it stands in the store. */
export interface StoredEvent {
  readonly seq: number;
  readonly event: ChatEvent;
}

/** A run as it stands in the store. */
export interface StoredRun {
  readonly facts: RunFacts;
  readonly snapshot: RunSnapshot | undefined;
  readonly events: readonly StoredEvent[];
}

/** Reads the reply of XREAD: the new entries of each stream, by its key. */
export function readStreams(reply: unknown): Map<string, Entry[]> {
  return new Map(streams.parse(reply)?.map(([key, list]) => [key, toEntries(list)]));
}

/** Reads the reply of the load script; undefined when there is no such run. */
export function readRun(id: string, reply: unknown): StoredRun | undefined {
  const [[owner, chatId, producer, generation, seq, snapshot], list] = loaded.parse(reply);
  if (owner === null || chatId === null) return undefined;
  return {
    facts: { id, owner, chatId, producer: producer ?? '', generation: generation ?? '' },
    snapshot:
      seq === null || snapshot === null
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

function toEntries(list: z.infer<typeof entries>): Entry[] {
  return list.map(([id, [, value = '']]) => ({ id, value }));
}
