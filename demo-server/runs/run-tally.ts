import type { EngineEvent } from '../engine/engine.ts';
import type { RunEnd, RunProgress } from '../server/observer.ts';

type EndEvent = Extract<EngineEvent, { type: 'end' | 'relay-end' }>;

/** Keeps what is told of a run when it is over, also of one whose engine fails before it has said anything. */
export class RunTally implements RunProgress {
  readonly id: string;
  promptTokens = 0;
  outputTokens = 0;
  readonly #owner: string;
  readonly #now: () => number;
  readonly #askedAt: number;
  #queueMs: number | undefined;
  #firstTokenAt: number | undefined;
  #end: EndEvent | undefined;

  constructor(id: string, owner: string, now: () => number = () => performance.now()) {
    this.id = id;
    this.#owner = owner;
    this.#now = now;
    this.#askedAt = now();
  }

  /** Takes the next event of the engine. */
  push(event: EngineEvent): void {
    if (event.type === 'text' || event.type === 'reasoning') {
      this.outputTokens = event.outputTokens;
      this.#firstTokenAt ??= this.#now();
    } else if (event.type === 'start') {
      this.promptTokens = event.promptTokens;
      this.#queueMs = event.queueMs;
    } else if (event.type === 'end') {
      this.#end = event;
      this.promptTokens = event.usage.promptTokens;
      this.outputTokens = event.usage.outputTokens;
    } else this.#pushRelayed(event);
  }

  #pushRelayed(event: EngineEvent): void {
    if (event.type === 'relay') {
      this.outputTokens = event.pieces;
      if (event.pieces > 0) this.#firstTokenAt ??= this.#now();
    } else if (event.type === 'relay-start') {
      this.#queueMs = event.queueMs;
    } else if (event.type === 'relay-end') {
      this.#end = event;
      this.promptTokens = event.usage.promptTokens ?? 0;
      // What has been counted while it was written cannot be taken back.
      this.outputTokens = Math.max(this.outputTokens, event.usage.outputTokens ?? 0);
    }
  }

  /** Sums up. @param error What the run failed of, if it did. */
  end(error?: unknown): RunEnd {
    const { id, promptTokens, outputTokens } = this;
    const reason = this.#end?.reason === 'abort' ? 'aborted' : 'complete';
    return {
      id,
      owner: this.#owner,
      end: error === undefined ? reason : 'error',
      promptTokens,
      outputTokens,
      ...this.#times(),
      ...(error !== undefined && { error }),
    };
  }

  #times() {
    const { queueMs, timeToFirstTokenMs, totalMs } = this.#end?.timings ?? {};
    const ms = (at: number) => Math.round((at - this.#askedAt) * 10) / 10;
    const now = this.#now();
    return {
      queueMs: queueMs ?? this.#queueMs ?? ms(now),
      timeToFirstTokenMs: timeToFirstTokenMs ?? ms(this.#firstTokenAt ?? now),
      durationMs: totalMs ?? ms(now),
    };
  }
}
