/** The keys of one run. They share a hash tag, so that a script may use them together on a cluster too. */
export interface RunKeys {
  /** Hash: owner, chat, producer, generation, `ended`, and the rolling snapshot. */
  readonly meta: string;
  /** Stream: the event `seq` has the entry id `0-<seq+1>`. */
  readonly log: string;
  /** Hash: owner → why that owner stopped the run. */
  readonly cancel: string;
  /** Exists while somebody reads the run on a server that does not write it. */
  readonly read: string;
  /** Hash: on a cluster, the processes whose bell is to be rung for each news of the run. */
  readonly bells: string;
}

/** Names the keys of a run. */
export function runKeys(id: string): RunKeys {
  const key = `rivulet:{${id}}`;
  return {
    meta: `${key}:meta`,
    log: `${key}:log`,
    cancel: `${key}:cancel`,
    read: `${key}:read`,
    bells: `${key}:bells`,
  };
}

/** Sorted set: the runs that an owner has started in a chat, by the time of their start. See `identityOf`. */
export function chatKey(owner: string, chatId: string): string {
  return `rivulet:chat:${owner}:${chatId}`;
}

/** Set: the chats in which an owner has started runs of late. See `identityOf`. */
export function ownerKey(owner: string): string {
  return `rivulet:owner:${owner}`;
}

/** Exists while a process lives that writes runs. */
export function leaseKey(producer: string): string {
  return `rivulet:lease:${producer}`;
}

/** Stream of run ids: tells a process that it should look at those runs; no data travels on it. */
export function bellKey(producer: string): string {
  return `rivulet:bell:${producer}`;
}

/** The entry id of an event in its run's stream. */
export function entryId(seq: number): string {
  return `0-${seq + 1}`;
}
