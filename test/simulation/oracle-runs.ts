import { isTerminalEvent, type ChatEvent } from '../../src/protocol/chat-event.ts';
import type { OracleRun } from './oracle-run.ts';
import type { World } from './world.ts';

/** How the server behaves; what is left out it does not do. */
export interface OracleOptions {
  /** The answer to the nth question. */
  readonly answer: (question: number) => readonly ChatEvent[];
  /** How long the model takes for its next event, in milliseconds. */
  readonly pace: () => number;
  /** How many events a resumed stream repeats. */
  readonly overlap?: () => number;
  /** Whether an event is written twice, or left out once. */
  readonly slip?: () => 'twice' | 'never' | undefined;
  /** Whether a 410 has a snapshot. @default true */
  readonly hasSnapshots?: boolean;
  /** Whether a run is shown to its owner alone. @default true */
  readonly checksOwner?: boolean;
}

/** What the server knows: one log per run, and the model that writes it. */
export class OracleRuns {
  /** Every run there ever was, also those that a restart has lost. */
  readonly all: OracleRun[] = [];
  /** How often the model was started, by run, since the last restart. */
  readonly starts = new Map<string, number>();
  /** The names by which questions were asked. */
  readonly asked = new Set<string>();
  /** Runs whose cancel has arrived. */
  readonly cancelled = new Set<string>();
  /** Is called when the server loses all it has. */
  readonly onRestart = new Set<() => void>();
  readonly #world: World;
  readonly #options: OracleOptions;
  #kept = new Map<string, OracleRun>();

  constructor(world: World, options: OracleOptions) {
    this.#world = world;
    this.#options = options;
  }

  /** The newest run of this name, whoever asks. */
  find(id: string): OracleRun | undefined {
    return this.all.findLast((run) => run.id === id);
  }

  /** A run that is kept, for its owner. */
  get(id: string, owner: string): OracleRun | undefined {
    const run = this.#kept.get(id);
    return run && (run.owner === owner || this.#options.checksOwner === false) ? run : undefined;
  }

  /** The newest run that still goes on. */
  activeIn(chatId: string, owner: string): OracleRun | undefined {
    return [...this.#kept.values()].findLast(
      (run) => run.chatId === chatId && run.owner === owner && !run.isEnded,
    );
  }

  /** Starts a run, or gives the one that was started by this name before. */
  ask(id: string, owner: string): OracleRun {
    this.asked.add(id);
    return this.#kept.get(id) ?? this.#start(id, owner);
  }

  /** Stops a run for its owner; one that is not here yet will not start. */
  cancel(id: string, owner: string): OracleRun | undefined {
    const run = this.get(id, owner);
    if (this.#kept.has(id) && !run) return undefined;
    this.cancelled.add(id);
    if (run) this.stop(run);
    return run;
  }

  /** Loses all runs and all connections. */
  restart(): void {
    for (const run of this.#kept.values()) run.isEnded = true;
    this.#kept = new Map();
    this.starts.clear();
    for (const lose of this.onRestart) lose();
  }

  /** Forgets the oldest events of every run. */
  evict(): void {
    for (const run of this.#kept.values()) run.oldest = Math.max(0, run.log.length - 2);
  }

  /** Stops a run, as another tab of its owner does. */
  stop(run: OracleRun): void {
    if (!run.isEnded) this.#append(run, { type: 'abort', reason: 'stopped' });
  }

  #start(id: string, owner: string): OracleRun {
    const script = this.#options.answer(this.all.length);
    const readers = new Set<() => void>();
    const known = { id, owner, chatId: 'chat', script, readers };
    const run: OracleRun = { ...known, log: [], oldest: 0, isEnded: false };
    this.all.push(run);
    this.#kept.set(id, run);
    // A cancel may overtake the question.
    if (this.cancelled.has(id)) this.stop(run);
    else {
      this.starts.set(id, (this.starts.get(id) ?? 0) + 1);
      this.#produce(run);
    }
    return run;
  }

  #produce(run: OracleRun): void {
    this.#world.after(this.#options.pace(), () => {
      const event = run.script[run.log.length];
      if (run.isEnded || !event) return;
      this.#append(run, event);
      this.#produce(run);
    });
  }

  #append(run: OracleRun, event: ChatEvent): void {
    run.log.push(event);
    run.isEnded = isTerminalEvent(event);
    for (const wake of run.readers) wake();
  }
}
