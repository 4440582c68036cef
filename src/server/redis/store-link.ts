/** A way to a Redis, as the store uses it, whatever goes over it. */
export interface StoreLink {
  /** Whether news of a run are told by bells alone: the keys of one command must be in one slot, or no command may wait. */
  readonly isCluster: boolean;
  /** Whether another Redis may take the place of one that fails, and know a little less than that. */
  readonly isReplicated: boolean;
  /** Whether bells are rung on channels, which forget what nobody hears, and not in streams. */
  readonly hasChannels?: boolean;
  /** The client itself, for a library that speaks with it; undefined where there is none. */
  readonly client: object | undefined;
  /**
   * Sends one command and returns its reply. Throws `overloaded` while Redis cannot be reached or refuses, in words for
   * clients; what Redis said is the cause.
   */
  command(...words: readonly string[]): Promise<unknown>;
  /** Calls back when it leads somewhere again. */
  onReady(call: () => void): void;
  /** Ends it at once. */
  close(): void;
}
