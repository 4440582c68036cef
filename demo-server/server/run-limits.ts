import { ChatError } from 'rivulet/protocol';
import { AtOnce } from './at-once.ts';
import type { LimitStanding, Standing } from './rate-fields.ts';
import { RateLimiter, type RateStanding } from './rate-limiter.ts';

/** How many runs one may start. What waits in line counts as under way. */
export interface RunLimitsOptions {
  /** Runs that one user may have under way at once. @default 8 */
  readonly runs?: number | undefined;
  /** Runs that one user may start in a minute. @default 60 */
  readonly runsPerMinute?: number | undefined;
  /** Runs that one address may have under way at once, whoever asks from there. @default 24 */
  readonly runsPerAddress?: number | undefined;
  /** Runs that one address may start in a minute. @default 5 times those of a user */
  readonly runsPerMinutePerAddress?: number | undefined;
  /** An owner that is no user: whoever holds the server's key has the same one. @default none */
  readonly sharedOwner?: string | undefined;
  /** See `RateLimiterOptions`. */
  readonly sharedClient?: object | undefined;
  readonly random?: (() => number) | undefined;
}

/** Somebody before the limits. */
export interface LimitedAsker {
  /** See `identityOf`; '' is nobody, who is bounded by his address alone. */
  readonly owner: string;
  readonly address: string;
  /** Is told where he stands, also when he is refused. */
  readonly onStanding?: ((standing: Standing) => void) | undefined;
}

/** A run's place within the limits. */
export interface RunPlace {
  /** The run is over. */
  leave(): void;
  /** The run has not begun, and that was not its asker's fault. */
  giveBack(): Promise<void>;
}

type Whose = 'user' | 'address';

const windowSeconds = 60;

/**
 * The limits of runs, for each user and for each address: how many at once, and how many in a minute. Runs at once are
 * those of this process; those of a minute are counted by all servers of one Redis together.
 */
export class RunLimits {
  readonly #atOnce: Readonly<Record<Whose, AtOnce>>;
  readonly #rates: Readonly<Record<Whose, RateLimiter>>;
  readonly #sharedOwner: string | undefined;
  readonly #random: () => number;

  constructor(options: RunLimitsOptions = {}) {
    const { runs = 8, runsPerMinute = 60, runsPerAddress = 24, sharedClient } = options;
    const { runsPerMinutePerAddress = 5 * runsPerMinute } = options;
    this.#atOnce = { user: new AtOnce(runs), address: new AtOnce(runsPerAddress) };
    const rate = (name: Whose, points: number) =>
      new RateLimiter({ name, points, windowSeconds, sharedClient });
    this.#rates = {
      user: rate('user', runsPerMinute),
      address: rate('address', runsPerMinutePerAddress),
    };
    this.#sharedOwner = options.sharedOwner;
    this.#random = options.random ?? Math.random;
  }

  /** Admits one more run. Throws `rate-limited` (429) when its user or its address has no room left. */
  async enter({ owner, address, onStanding }: LimitedAsker): Promise<RunPlace> {
    const isUser = owner !== '' && owner !== this.#sharedOwner;
    // The address first: a stranger can make up any number of users.
    const keys: [Whose, string][] = [['address', address]];
    if (isUser) keys.push(['user', owner]);
    const limits: LimitStanding[] = [];
    const places: (() => void)[] = [];
    const taken: [Whose, string][] = [];
    const leave = () => places.forEach((give) => give());
    try {
      for (const [whose, key] of keys) places.push(this.#takePlace(whose, key, limits));
      for (const [whose, key] of keys) {
        const standing = await this.#rates[whose].take(key);
        taken.push([whose, key]);
        this.#note(whose, standing, limits);
      }
    } catch (error) {
      leave();
      const last = limits.at(-1);
      if (last) onStanding?.({ limits, told: [last] });
      throw error;
    }
    onStanding?.({ limits, told: limits });
    const giveBack = async () => {
      leave();
      await Promise.all(taken.map(([whose, key]) => this.#rates[whose].giveBack(key)));
    };
    return { leave, giveBack };
  }

  #takePlace(whose: Whose, key: string, limits: LimitStanding[]): () => void {
    const atOnce = this.#atOnce[whose];
    const give = atOnce.take(key);
    const remaining = atOnce.remaining(key);
    limits.push({ policy: `${whose}-at-once`, quota: atOnce.most, remaining });
    if (give) return give;
    throw new ChatError('rate-limited', tooManyAtOnce[whose](atOnce.most), {
      status: 429,
      // Nobody knows when one of his own ends; not all should ask in the same moment.
      retryAfterMs: 1000 + Math.round(this.#random() * 2000),
    });
  }

  #note(whose: Whose, { isOver, remaining, resetMs }: RateStanding, limits: LimitStanding[]): void {
    const { points } = this.#rates[whose];
    limits.push({ policy: whose, quota: points, remaining, windowSeconds, resetMs });
    if (!isOver) return;
    const waitMs = Math.max(1000, resetMs) + Math.round(this.#random() * 1000);
    const wait = `Ask again in ${Math.ceil(waitMs / 1000)} seconds.`;
    throw new ChatError('rate-limited', `${tooManyAMinute[whose](points)} ${wait}`, {
      status: 429,
      retryAfterMs: waitMs,
    });
  }
}

const tooManyAtOnce: Readonly<Record<Whose, (most: number) => string>> = {
  user: (most) =>
    `You have ${most} answers under way, as many as this server gives one user at once. Wait for one of them, or stop it.`,
  address: (most) =>
    `${most} answers are under way for your address, as many as this server gives one at once. Wait for one of them, or stop it.`,
};

const tooManyAMinute: Readonly<Record<Whose, (most: number) => string>> = {
  user: (most) =>
    `You have asked ${most} questions in a minute, as many as this server takes of one user.`,
  address: (most) =>
    `${most} questions have come from your address in a minute, as many as this server takes of one.`,
};
