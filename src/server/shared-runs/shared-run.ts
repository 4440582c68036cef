import type { LocalRun } from '../runs/local-run.ts';
import type { Run } from '../runs/run.ts';
import type { RunLog } from '../runs/run-log.ts';
import type { MirroredRun } from './mirrored-run.ts';

/**
 * A run that this process writes and another may go on with. It is read as those of others are, from the store: nobody has
 * seen anything that a successor does not know, and whoever reads it here reads on when this process was taken for dead.
 */
export class SharedRun implements Run {
  readonly id: string;
  readonly chatId: string;
  readonly owner: string;
  readonly log: RunLog;
  readonly settled: Promise<void>;
  readonly #mirror: MirroredRun;
  readonly #local: LocalRun;

  constructor(local: LocalRun, mirror: MirroredRun) {
    this.id = local.id;
    this.chatId = local.chatId;
    this.owner = local.owner;
    this.log = mirror.log;
    this.#local = local;
    this.#mirror = mirror;
    this.settled = this.#settle();
  }

  get busyMs(): number | undefined {
    return this.#local.busyMs;
  }

  attach(): () => void {
    return this.#mirror.attach();
  }

  async #settle(): Promise<void> {
    this.#mirror.isNeeded = true;
    await Promise.all([this.#local.settled, this.#mirror.settled]);
    this.#mirror.isNeeded = false;
  }
}
