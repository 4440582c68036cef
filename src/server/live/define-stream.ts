import type { LiveLogLimits } from './live-log.ts';

/** What the producer of a live stream is given. */
export interface LiveCall {
  /** Aborts when the stream is to stop: its last reader has left, or the server closes. */
  readonly signal: AbortSignal;
}

/** A live stream: one producer for all who read it, as of prices, of a log, or of a game. */
export interface LiveDefinition<Value = unknown> extends LiveLogLimits {
  /**
   * Makes the values, one after the other, for everybody. Begun with the first reader; where it returns, the stream is over for all
   * who read it, and the next reader begins a new one. What it throws is told in its own words only if it is a `ChatError`.
   */
  run(this: void, call: LiveCall): AsyncIterable<Value>;
  /**
   * What a reader is told that was too slow for what is kept, in place of all that it missed: the value that stands for them, made
   * of the one before and the next. @default the newest value
   */
  snapshot?(this: void, before: Value | undefined, next: Value): Value;
  /** How long it goes on without readers, in milliseconds; Infinity for ever. @default 5 seconds */
  readonly lingerMs?: number | undefined;
}

/** The live streams of a server, by their names. */
export type ServerStreams = Readonly<Record<string, LiveDefinition>>;

/**
 * Names the type of a live stream's values once.
 *
 * @example
 * const clock = defineStream({
 *   async *run({ signal }) {
 *     for (let n = 0; !signal.aborted; n++) {
 *       yield { n, at: Date.now() };
 *       await new Promise((resolve) => setTimeout(resolve, 1000));
 *     }
 *   },
 * });
 */
export function defineStream<Value>(definition: LiveDefinition<Value>): LiveDefinition<Value> {
  return definition;
}
