import { formatCursor } from '../../protocol/cursor.ts';
import { encodeSse } from '../../protocol/sse.ts';
import type { Run } from '../runs/run.ts';
import type { Shutdown } from './shutdown.ts';

/** What a client waits before its first reconnect, in milliseconds. */
const retryMs = 1000;
const encoder = new TextEncoder();
const heartbeat = encoder.encode(encodeSse({ comment: 'keep-alive' }));
const endMarker = encoder.encode(encodeSse({ data: '[DONE]' }));

/** How a reader comes and goes. */
export interface EventReaderOptions {
  /** What sends the reader away. @default nothing does */
  readonly shutdown?: Shutdown | undefined;
  /** Called once, when the reader leaves. @default nobody is told */
  readonly onLeave?: (() => void) | undefined;
}

/**
 * One reader's place in a run, as server-sent events: a cursor and nothing else. Bytes are made when they are asked for,
 * and readers at the same place share them, so a slow reader costs no memory and many readers cost one encoding.
 */
export class EventReader {
  readonly #run: Run;
  readonly #off: (() => void)[];
  #opening: Uint8Array | undefined;
  #cursor: number;
  #isSentAway = false;
  #isOver = false;
  #hasLeft = false;
  /** Called when there may be something to take. */
  onReady: () => void = () => undefined;

  constructor(run: Run, after: number, { shutdown, onLeave }: EventReaderOptions = {}) {
    this.#run = run;
    this.#cursor = after;
    // The opening lines go out at once: they tell the client that the server accepted, and where it stands.
    this.#opening = encoder.encode(encodeSse({ id: formatCursor(run.id, after), retry: retryMs }));
    this.#off = [run.attach(), run.log.listen(() => this.onReady())];
    if (shutdown && !shutdown.isUnderWay) this.#off.push(shutdown.listen(() => this.#sendAway()));
    if (onLeave) this.#off.push(onLeave);
  }

  /** Whether nothing comes any more: the run has been read to its end, or the reader must connect again. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Returns the bytes that are ready; undefined when there are none. */
  take(): Uint8Array | undefined {
    if (this.#opening) {
      const opening = this.#opening;
      this.#opening = undefined;
      return opening;
    }
    if (this.#isOver) return undefined;
    if (this.#isSentAway) return this.#last(farewell());
    const { log } = this.#run;
    // A reader that fell behind the log's caps connects again, and is told so there.
    if (log.isEvicted(this.#cursor)) return this.#last(undefined);
    const batch = log.readBytes(this.#cursor);
    if (batch) {
      this.#cursor = batch.seq;
      return batch.bytes;
    }
    return log.isEnded ? this.#last(endMarker) : undefined;
  }

  /** The comment that keeps a silent connection alive. */
  heartbeat(): Uint8Array {
    return heartbeat;
  }

  /** Counts the reader out. The run goes on without it. */
  leave(): void {
    this.#isOver = true;
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    for (const off of this.#off) off();
  }

  #last(bytes: Uint8Array | undefined): Uint8Array | undefined {
    this.#isOver = true;
    return bytes;
  }

  #sendAway(): void {
    this.#isSentAway = true;
    this.onReady();
  }
}

/** No end marker: the client sees a cut and looks for the rest, and not all clients in the same moment. */
function farewell(): Uint8Array {
  return encoder.encode(encodeSse({ retry: Math.round(retryMs * (0.5 + Math.random())) }));
}
