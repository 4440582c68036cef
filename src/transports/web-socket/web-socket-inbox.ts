import type { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { EndFrame } from '../../protocol/web-socket-frame.ts';
import type { ReceivedFrame, ReceiveWindow } from './web-socket-window.ts';

/** A message in place of its events, as it was after the event `seq`. */
interface SnapshotItem {
  readonly type: 'snapshot';
  readonly message: ChatMessage;
  readonly seq: number;
}

/** What a run tells its reader: it was opened, its next events, a message to replace it by, that it has ended. */
export type InboxItem =
  | { readonly type: 'begin' }
  | { readonly type: 'frame'; readonly frame: ReceivedFrame }
  | SnapshotItem
  | { readonly type: 'end'; readonly frame: EndFrame };

/** What has come for a reader and was not fetched yet, in its order. What is missing in between is not for it to know. */
export class RunInbox {
  readonly #window: ReceiveWindow;
  #hasBegun = false;
  #snapshot: SnapshotItem | undefined;
  #end: EndFrame | undefined;
  #failure: ChatError | undefined;
  #wake: () => void = ignore;

  constructor(window: ReceiveWindow) {
    this.#window = window;
  }

  /** Notes that the server has answered. */
  begin(): void {
    this.#hasBegun = true;
  }

  /** Replaces what has come before by a message. */
  replace(message: ChatMessage, seq: number): void {
    if (this.#window.skipTo(seq)) this.#snapshot = { type: 'snapshot', message, seq };
  }

  /** Notes how the run ends, once all its events are there. */
  end(frame: EndFrame): void {
    this.#end = frame;
    this.#window.know(frame.seq);
  }

  /** Notes that no more will come, or with undefined that more will. */
  fail(failure: ChatError | undefined): void {
    this.#failure = failure;
    this.#wake();
  }

  /** Lets the reader look again. */
  wake(): void {
    this.#wake();
  }

  /** Resolves at the next wake. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Fetches the next item; undefined when there is none yet. Throws the failure after the last. */
  shift(): InboxItem | undefined {
    const item = this.#next();
    if (!item && this.#failure) throw this.#failure;
    return item;
  }

  #next(): InboxItem | undefined {
    if (this.#hasBegun) {
      this.#hasBegun = false;
      return { type: 'begin' };
    }
    const snapshot = this.#snapshot;
    this.#snapshot = undefined;
    if (snapshot) return snapshot;
    const frame = this.#window.shift();
    if (frame) return { type: 'frame', frame };
    const isWhole = this.#end !== undefined && this.#end.seq <= this.#window.received;
    return isWhole && this.#end ? { type: 'end', frame: this.#end } : undefined;
  }
}

function ignore(): void {}
