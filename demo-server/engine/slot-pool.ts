import { ChatError } from 'rivulet/protocol';
import { Doorbell } from 'rivulet/server';
import { takeTurns, type TurnTaker } from './take-turns.ts';

/** How many questions may wait, unless an engine is told otherwise. */
export const defaultMaxWaiting = 32;

interface Entry<Slot> {
  readonly slot: Slot;
  conversation: string | undefined;
  owner: string;
  usedAt: number;
  isFree: boolean;
}

interface Asked extends TurnTaker {
  readonly conversation: string;
}

/** A place in the pool's line, and later its slot. */
export class Ticket<Slot> implements TurnTaker {
  readonly conversation: string;
  readonly owner: string;
  readonly address: string;
  /** Rung when the ticket's place or slot changes, and by its owner to wake itself. */
  readonly bell = new Doorbell();
  readonly #leave: () => void;
  /** The slot, once it is this ticket's turn. */
  slot: Slot | undefined;
  /** Whether what the slot has in memory is of the same owner, who is somebody. */
  ownsMemory = false;
  /** The place among the waiting, from 1; 0 with a slot. */
  position = 0;
  /** How many wait. */
  length = 0;

  constructor({ conversation, owner, address }: Asked, leave: (ticket: Ticket<Slot>) => void) {
    this.conversation = conversation;
    this.owner = owner;
    this.address = address;
    this.#leave = () => leave(this);
  }

  /** Gives the slot back, or leaves the line. Call it only when nothing runs on the slot any more. */
  release(): void {
    this.#leave();
  }
}

/**
 * The slots of an engine and the bounded line before them, in which addresses and users take turns (see `takeTurns`);
 * a place falls back when somebody with fewer turns comes. A chat gets the slot it had before, where its prompt is still in memory, else the one that was longest unused.
 *
 *     request ──free slot──► granted ──release──► free
 *        └──all taken──► waiting ──release──► gone     (line full: `overloaded`)
 */
export class SlotPool<Slot> {
  readonly #entries: Entry<Slot>[];
  readonly #held = new Map<Ticket<Slot>, Entry<Slot>>();
  readonly #maxWaiting: number;
  #line: Ticket<Slot>[] = [];
  #clock = 0;

  constructor(slots: readonly Slot[], maxWaiting: number) {
    this.#entries = slots.map((slot) => ({
      slot,
      conversation: undefined,
      owner: '',
      usedAt: 0,
      isFree: true,
    }));
    this.#maxWaiting = maxWaiting;
  }

  get active(): number {
    return this.#held.size;
  }

  get waiting(): number {
    return this.#line.length;
  }

  /** Whether a further request would find the line full. */
  get isFull(): boolean {
    return this.#line.length >= this.#maxWaiting && this.#held.size >= this.#entries.length;
  }

  /** Throws what a request gets that finds the line full. */
  refuse(): never {
    throw new ChatError(
      'overloaded',
      `All ${this.#entries.length} places are taken and ${this.#line.length} questions wait. Ask again in a moment.`,
      { status: 503, retryAfterMs: 2000 },
    );
  }

  /**
   * Asks for a slot; the ticket has it at once or waits. Throws `overloaded` when the line is full.
   * @param owner Whose the conversation is; '' is nobody.
   * @param address Where it comes from, for the order of the line.
   */
  request(conversation: string, owner = '', address = ''): Ticket<Slot> {
    if (this.isFull) this.refuse();
    const asked = { conversation, owner, address };
    const ticket = new Ticket<Slot>(asked, (left) => this.#leave(left));
    this.#line.push(ticket);
    this.#advance();
    return ticket;
  }

  #leave(ticket: Ticket<Slot>): void {
    const entry = this.#held.get(ticket);
    this.#held.delete(ticket);
    if (entry) {
      entry.isFree = true;
      entry.usedAt = ++this.#clock;
      ticket.slot = undefined;
    }
    const before = this.#line.length;
    this.#line = this.#line.filter((waiting) => waiting !== ticket);
    if (entry || this.#line.length !== before) this.#advance();
  }

  #advance(): void {
    for (;;) {
      this.#line = takeTurns(this.#line, this.#held.keys());
      const [next] = this.#line;
      const entry = next && this.#choose(next);
      if (!next || !entry) break;
      this.#line.shift();
      entry.isFree = false;
      next.ownsMemory = next.owner !== '' && next.owner === entry.owner;
      entry.conversation = next.conversation;
      entry.owner = next.owner;
      this.#held.set(next, entry);
      next.slot = entry.slot;
      next.position = 0;
      next.bell.ring();
    }
    for (const [index, ticket] of this.#line.entries()) {
      if (ticket.position === index + 1 && ticket.length === this.#line.length) continue;
      ticket.position = index + 1;
      ticket.length = this.#line.length;
      ticket.bell.ring();
    }
  }

  #choose({ conversation, owner }: Ticket<Slot>): Entry<Slot> | undefined {
    const free = this.#entries.filter((entry) => entry.isFree);
    return (
      free.find((entry) => entry.conversation === conversation && entry.owner === owner) ??
      free.sort((a, b) => a.usedAt - b.usedAt)[0]
    );
  }
}
