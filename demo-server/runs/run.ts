import type { EngineEvent, EngineInfo } from '../engine/engine.ts';
import type { RunLog, RunLogLimits } from './run-log.ts';

/** Asks an engine for an answer that `signal` stops. Throws a `ChatError` when the engine refuses. */
export type OpenAnswer = (signal: AbortSignal) => AsyncIterable<EngineEvent>;

/** What a run is made of. */
export interface RunOptions {
  /** 128 random bits from the client (its `Idempotency-Key`) or from the server; whoever holds it can name the run. */
  readonly id: string;
  readonly chatId: string;
  /** Who asks, as `ownerOf` says it; '' is nobody in particular. */
  readonly owner: string;
  readonly info: EngineInfo;
  readonly open: OpenAnswer;
  readonly limits?: RunLogLimits | undefined;
}

/** One answer as its readers see it, whether it is written in this process or in another. */
export interface Run {
  readonly id: string;
  readonly chatId: string;
  readonly owner: string;
  /** The events, to be pulled by each reader's own cursor; it grows as long as somebody is attached. */
  readonly log: RunLog;
  /** Resolves when the run has ended and its engine has settled. Be attached while waiting for it. */
  readonly settled: Promise<void>;
  /** Counts a reader in; the returned function counts it out, once. A run without readers is stopped after a while. */
  attach(): () => void;
}

/**
 * Says whether an owner may read and stop a run: its own, or one that belongs to nobody. A run of nobody (asked without
 * a cookie or a bearer, as curl and many SDKs do) is open to whoever holds its id, which cannot be guessed; a run of
 * somebody is never open to anybody else, not even to one who knows its id.
 */
export function isOpenTo({ owner }: Pick<Run, 'owner'>, reader: string): boolean {
  return owner === '' || owner === reader;
}
