import { ChatError } from '../protocol/chat-error.ts';
import type { RoomClientFrame } from '../protocol/room-frame.ts';
import type { RoomResult } from './room-view.ts';

/** A frame that asks for something to be done, and is answered. */
export type RoomActFrame = Extract<RoomClientFrame, { readonly op: string }>;

/** Something that a member has asked for, until its end is known. */
export interface RoomAct {
  readonly frame: RoomActFrame;
  /** What is asked about. */
  readonly id: string;
  /** When it was asked for, in milliseconds since 1970. */
  readonly at: number;
  /** Its place in the log, once the server has done it: it is in the log that this side has when it is as far. */
  readonly seq?: number;
  /** Why it was refused; only messages are kept then. */
  readonly failure?: ChatError;
}

/** What an outbox needs. */
export interface RoomOutboxOptions {
  readonly send: (frame: RoomActFrame) => void;
  /** Is called with each change of `acts`. */
  readonly onChange: () => void;
  /** Sends again what was refused for now; returns the way to stop. */
  readonly later: (call: () => void, ms: number) => void;
}

const maxActs = 200;
const pauseMs = 2000;

/**
 * What a member has asked for and the server has not confirmed. It goes out one by one, so that nothing overtakes what was refused for
 * now, and again over each new connection: the server does the same act once, by its name.
 */
export class RoomOutbox {
  readonly #options: RoomOutboxOptions;
  readonly #resolve = new Map<string, (result: RoomResult) => void>();
  #acts: readonly RoomAct[] = [];
  #isOpen = false;
  /** The act that is on its way. */
  #sent: string | undefined;
  #isPausing = false;

  constructor(options: RoomOutboxOptions) {
    this.#options = options;
  }

  /** What is not confirmed, oldest first. */
  get acts(): readonly RoomAct[] {
    return this.#acts;
  }

  /** Asks for something; resolves when the server has done or refused it. Never rejects. */
  add(frame: RoomActFrame, id: string, at: number): Promise<RoomResult> {
    return new Promise((resolve) => {
      if (this.#acts.length >= maxActs) return resolve({ accepted: false, id, error: full() });
      this.#resolve.set(frame.op, resolve);
      this.#change([...this.#acts, { frame, id, at }]);
      return this.#flush();
    });
  }

  /** Takes over what an earlier page has left. */
  load(acts: readonly RoomAct[]): void {
    this.#change([...acts, ...this.#acts]);
    this.#flush();
  }

  /** The room is entered: all goes out, again what was on its way. */
  open(): void {
    this.#isOpen = true;
    this.#isPausing = false;
    this.#sent = undefined;
    this.#flush();
  }

  /** The connection is lost: what is asked for from now on waits. */
  close(): void {
    this.#isOpen = false;
  }

  /** The server has done an act. */
  done(op: string, seq: number): void {
    const act = this.#acts.find(({ frame }) => frame.op === op);
    if (!act) return;
    this.#settle(op, { accepted: true, id: act.id });
    this.#change(this.#acts.map((other) => (other === act ? { ...act, seq } : other)));
    this.#flush();
  }

  /** The server has refused an act, for now or for good. */
  refuse(op: string, error: ChatError): void {
    const act = this.#acts.find(({ frame }) => frame.op === op);
    if (!act) return;
    if (error.retryable) return this.#pause(op, error.retryAfterMs ?? pauseMs);
    const { id } = act;
    this.#settle(op, { accepted: false, id, error });
    const isKept = act.frame.type === 'room.say';
    const rest = this.#acts.filter((other) => other !== act);
    this.#change(isKept ? [...rest, { ...act, failure: error }] : rest);
    this.#flush();
  }

  /** The log was begun anew: what was said, and is in none that was told, is to be said in it. */
  again(): void {
    this.#change(
      this.#acts.flatMap((act) => {
        if (act.seq === undefined) return [act];
        const { seq: _, ...rest } = act;
        return act.frame.type === 'room.say' ? [rest] : [];
      }),
    );
  }

  /** Forgets what the log has come to tell. */
  tidy(seq: number): void {
    const left = this.#acts.filter((act) => act.seq === undefined || act.seq > seq);
    if (left.length < this.#acts.length) this.#change(left);
  }

  /** Sends a message again that was refused. */
  retry(id: string): void {
    this.#change(
      this.#acts.map((act) =>
        act.id === id && act.failure ? { frame: act.frame, id, at: act.at } : act,
      ),
    );
    this.#flush();
  }

  /** Forgets a message that was refused. */
  discard(id: string): void {
    this.#change(this.#acts.filter((act) => act.id !== id || !act.failure));
  }

  #settle(op: string, result: RoomResult): void {
    if (this.#sent === op) this.#sent = undefined;
    this.#resolve.get(op)?.(result);
    this.#resolve.delete(op);
  }

  #pause(op: string, ms: number): void {
    if (this.#sent === op) this.#sent = undefined;
    if (this.#isPausing) return;
    this.#isPausing = true;
    this.#options.later(() => {
      this.#isPausing = false;
      this.#flush();
    }, ms);
  }

  #flush(): void {
    if (!this.#isOpen || this.#isPausing || this.#sent !== undefined) return;
    const next = this.#acts.find(({ seq, failure }) => seq === undefined && !failure);
    if (!next) return;
    this.#sent = next.frame.op;
    this.#options.send(next.frame);
  }

  #change(acts: readonly RoomAct[]): void {
    this.#acts = acts;
    this.#options.onChange();
  }
}

function full(): ChatError {
  const text = `${maxActs} things wait to be sent already. Wait until the connection is back.`;
  return new ChatError('overloaded', text, { retryable: false });
}
