import { readRedisTrouble, redisIsSilent, type RedisTrouble } from './redis-trouble.ts';

/** Is told when Redis begins or ceases to be of use; `error` is what it said, if it said anything. */
export type OnRedisTrouble = (trouble: RedisTrouble | undefined, error?: unknown) => void;

// Writes that have no answer for this long say that no question would get one. Several, because one may just be unread,
// where this process itself had something else to do.
const patienceMs = 3000;
const patienceWrites = 3;

/** Knows whether Redis can be written to, from writes that are made all the time whether somebody asks or not. */
export class RedisHealth {
  readonly #onChange: OnRedisTrouble;
  readonly #now: () => number;
  /** When the writes were sent that have no answer yet, the oldest first. */
  readonly #sent = new Set<{ readonly at: number }>();
  #last: { readonly trouble: RedisTrouble; readonly error: unknown } | undefined;
  #told: string | undefined;

  constructor(onChange: OnRedisTrouble, now: () => number = () => performance.now()) {
    this.#onChange = onChange;
    this.#now = now;
  }

  /** What is wrong at the moment; undefined while Redis takes what is written. */
  get trouble(): RedisTrouble | undefined {
    const [oldest] = this.#sent;
    const isOld = oldest !== undefined && this.#now() - oldest.at >= patienceMs;
    if (isOld && this.#sent.size >= patienceWrites) return redisIsSilent;
    return this.#last?.trouble;
  }

  /** Learns from a write. Throws what it throws. */
  async follow<T>(write: Promise<T>): Promise<T> {
    const sent = { at: this.#now() };
    this.#sent.add(sent);
    this.#look();
    try {
      const reply = await write;
      this.#last = undefined;
      return reply;
    } catch (error) {
      this.#last = { trouble: readRedisTrouble(causeOf(error)), error: causeOf(error) };
      throw error;
    } finally {
      this.#sent.delete(sent);
      this.#look();
    }
  }

  #look(): void {
    const { trouble } = this;
    if (trouble?.reason === this.#told) return;
    this.#told = trouble?.reason;
    this.#onChange(trouble, trouble === this.#last?.trouble ? this.#last?.error : undefined);
  }
}

/** The store's errors are made for clients; what Redis said is their cause. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}
