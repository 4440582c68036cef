import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatLimits, LimitedQuestion, LimitTicket } from './chat-limits.ts';
import { LeakyCounts } from './leaky-counts.ts';

/** What one owner, or one address, may ask. */
export interface LimitFigures {
  /** Questions in a minute; after a pause all of them at once. @default no limit */
  readonly questionsPerMinute?: number | undefined;
  /** Answers that are written at once. @default no limit */
  readonly answersAtOnce?: number | undefined;
  /** Model tokens in an hour, of prompts and answers, where answers tell their usage; the one that goes over it ends whole. @default no limit */
  readonly tokensPerHour?: number | undefined;
}

/** Limits of each owner, and of each address from which several may ask. */
export interface MemoryLimitsOptions extends LimitFigures {
  /**
   * What one address may ask, whoever asks from there: a stranger can make up any number of owners by leaving out his cookie.
   * Needs the option `address` of the server. @default no limit
   */
  readonly perAddress?: LimitFigures | undefined;
  /** A clock that never goes back, in milliseconds. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Counts in the memory of one process. Who is nobody in particular is counted by his address, so all of them together
 * where the server knows none.
 */
export function memoryLimits(options: MemoryLimitsOptions = {}): ChatLimits {
  const { perAddress = {}, now = () => performance.now() } = options;
  const ofOwner = limitsOf(options, now);
  const ofAddress = limitsOf(perAddress, now);
  return {
    take({ owner, address }: LimitedQuestion): LimitTicket {
      const limits = [
        // The address first: what it is refused counts against nobody in particular.
        ...(address === '' ? [] : ofAddress.map((limit) => limit(address))),
        ...ofOwner.map((limit) => limit(owner === '' ? `@${address}` : owner)),
      ];
      for (const { waitMs, refusal } of limits) {
        const wait = waitMs();
        if (wait > 0) throw refused(refusal, wait);
      }
      const tickets = limits.map(({ enter }) => enter());
      return {
        end: (usage) => tickets.forEach((ticket) => void ticket.end?.(usage)),
        giveBack: () => tickets.forEach((ticket) => void ticket.giveBack?.()),
      };
    },
  };
}

/** One limit as one key stands before it. */
interface Standing {
  readonly waitMs: () => number;
  readonly refusal: string;
  readonly enter: () => LimitTicket;
}

type Limit = (key: string) => Standing;

function limitsOf(figures: LimitFigures, now: () => number): Limit[] {
  const { questionsPerMinute, answersAtOnce, tokensPerHour } = figures;
  return [
    ...(answersAtOnce === undefined ? [] : [answersLimit(answersAtOnce)]),
    ...(questionsPerMinute === undefined ? [] : [questionsLimit(questionsPerMinute, now)]),
    ...(tokensPerHour === undefined ? [] : [tokensLimit(tokensPerHour, now)]),
  ];
}

function questionsLimit(most: number, now: () => number): Limit {
  const counts = new LeakyCounts({ most, windowMs: 60_000, now });
  return (key) => ({
    waitMs: () => counts.waitMs(key, 1),
    refusal: `That are more than ${most} questions in a minute, as many as this chat takes.`,
    enter() {
      counts.add(key, 1);
      return { giveBack: () => counts.add(key, -1) };
    },
  });
}

function answersLimit(most: number): Limit {
  const counts = new Map<string, number>();
  const add = (key: string, amount: number) => {
    const count = (counts.get(key) ?? 0) + amount;
    if (count > 0) counts.set(key, count);
    else counts.delete(key);
  };
  return (key) => ({
    // Nobody knows when one of his own ends.
    waitMs: () => ((counts.get(key) ?? 0) < most ? 0 : 2000),
    refusal: `${most === 1 ? 'An answer is' : `${most} answers are`} under way, as many as this chat writes at once. Wait, or stop one.`,
    enter() {
      add(key, 1);
      const leave = () => add(key, -1);
      return { end: leave, giveBack: leave };
    },
  });
}

function tokensLimit(most: number, now: () => number): Limit {
  const counts = new LeakyCounts({ most, windowMs: 60 * 60_000, now });
  return (key) => ({
    waitMs: () => counts.waitMs(key, 1),
    refusal: `The answers of the last hour took ${most} tokens, as many as this chat gives.`,
    enter: () => ({
      end: ({ promptTokens = 0, outputTokens = 0 } = {}) =>
        counts.add(key, promptTokens + outputTokens),
    }),
  });
}

function refused(why: string, waitMs: number): ChatError {
  const seconds = Math.ceil(waitMs / 1000);
  const text = `${why} Ask again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  return new ChatError('rate-limited', text, { status: 429, retryAfterMs: seconds * 1000 });
}
