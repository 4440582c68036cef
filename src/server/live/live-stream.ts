import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatEvent } from '../../protocol/chat-event.ts';
import { encodeStreamValue } from '../../protocol/stream-event.ts';
import type { BehindTelling } from '../http/log-stream.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { LiveDefinition } from './define-stream.ts';
import { LiveLog } from './live-log.ts';

/** One showing of a live stream: from its first reader to its end. */
export interface LiveShow {
  /** Names it, for the places in it. */
  readonly id: string;
  /** Its newest events. */
  readonly log: LiveLog;
  /** What stands for all that came up to `seq`. */
  snapshot(): BehindTelling;
  /** Counts the reader out. */
  leave(): void;
}

interface Showing {
  readonly id: string;
  readonly log: LiveLog;
  readonly stop: AbortController;
  folded: { value: unknown } | undefined;
}

/** One producer, and all who read it: it runs while somebody does, and nobody keeps it waiting. */
export class LiveStream {
  readonly #definition: LiveDefinition;
  readonly #onError: (error: unknown) => void;
  #showing: Showing | undefined;
  #readers = 0;
  #linger: ReturnType<typeof setTimeout> | undefined;

  /** @param onError Is told what the producer threw that was not written for its readers. */
  constructor(definition: LiveDefinition, onError: (error: unknown) => void = () => undefined) {
    this.#definition = definition;
    this.#onError = onError;
  }

  /** How many read it now. */
  get readers(): number {
    return this.#readers;
  }

  /** Whether its producer is at work. */
  get isRunning(): boolean {
    return this.#showing !== undefined;
  }

  /** Joins it, and begins it where nobody reads it. Leave it when you have enough. */
  join(): LiveShow {
    clearTimeout(this.#linger);
    this.#readers++;
    const showing = (this.#showing ??= this.#begin());
    let isHere = true;
    return {
      id: showing.id,
      log: showing.log,
      snapshot: () => ({ event: snapshotOf(showing), seq: showing.log.lastSeq }),
      leave: () => {
        if (isHere) this.#leave();
        isHere = false;
      },
    };
  }

  /** Ends it for all who read it. */
  close(): void {
    const showing = this.#showing;
    if (showing) this.#end(showing, { type: 'abort', reason: 'the server is shutting down' });
  }

  #leave(): void {
    this.#readers--;
    const { lingerMs = 5000 } = this.#definition;
    if (this.#readers > 0 || lingerMs === Infinity) return;
    const showing = this.#showing;
    const stop = () => showing && this.#end(showing, { type: 'abort', reason: 'nobody reads it' });
    this.#linger = restUnnoticed(setTimeout(stop, lingerMs));
  }

  #begin(): Showing {
    const showing: Showing = {
      id: crypto.randomUUID(),
      log: new LiveLog(this.#definition),
      stop: new AbortController(),
      folded: undefined,
    };
    void this.#produce(showing);
    return showing;
  }

  async #produce(showing: Showing): Promise<void> {
    const { signal } = showing.stop;
    const { run, snapshot } = this.#definition;
    try {
      for await (const value of run({ signal })) {
        if (signal.aborted) return;
        showing.folded = { value: snapshot ? snapshot(showing.folded?.value, value) : value };
        showing.log.append(encodeStreamValue({ kind: 'item', value }));
      }
      this.#end(showing, { type: 'finish' });
    } catch (error) {
      if (!signal.aborted) this.#onError(error);
      this.#end(showing, { type: 'error', errorText: textOf(error) });
    }
  }

  #end(showing: Showing, last: ChatEvent): void {
    if (this.#showing === showing) this.#showing = undefined;
    clearTimeout(this.#linger);
    showing.log.end(last);
    showing.stop.abort();
  }
}

function snapshotOf({ folded, log }: Showing): ChatEvent {
  return {
    type: 'data-snapshot',
    id: 'snapshot',
    data: { seq: log.lastSeq, value: folded?.value },
  };
}

function textOf(error: unknown): string {
  return error instanceof ChatError ? error.message : 'The stream failed on the server. Ask again.';
}
