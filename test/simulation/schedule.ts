import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import type { Fault } from './faulty-network.ts';
import type { Random } from './random.ts';

/** What happens to the page, its user or the server at some moment. */
export type Act =
  | 'hide'
  | 'show'
  | 'offline'
  | 'online'
  | 'freeze'
  | 'thaw'
  | 'suspend'
  | 'jump'
  | 'abort'
  | 'mount again'
  | 'reload'
  | 'leave'
  | 'stop elsewhere'
  | 'second tab'
  | 'look from outside'
  | 'restart'
  | 'evict';

/**
 * How much goes wrong: `mild` faults are few and none of them may cost anything, so every answer has to arrive whole;
 * `wild` ones are all that can be thought of, so answers may be lost, but never wrongly shown.
 */
export type Profile = 'mild' | 'wild';

/** All that chance decides beforehand. */
export interface Schedule {
  readonly questions: number;
  readonly answer: (question: number) => readonly ChatEvent[];
  readonly pace: () => number;
  readonly latency: () => number;
  readonly slices: boolean;
  readonly overlap: () => number;
  readonly slip: () => 'twice' | 'never' | undefined;
  readonly slipOfFrames: () => 'twice' | 'never' | 'later' | undefined;
  readonly fault: () => Fault | undefined;
  readonly acts: readonly { readonly at: number; readonly act: Act }[];
  readonly hasSnapshots: boolean;
}

const words = ['one ', 'zwölf ', '三 ', '😀 ', 'five\n\n', '`six` ', '"seven" ', ''] as const;

const mildFaults = [
  'reset',
  'end',
  'hole',
  'buffering',
  'refused',
  'answer lost',
  'busy',
  'too many',
  'unauthorized',
  'bad gateway',
] as const;
const wildFaults = [...mildFaults, 'request lost', 'page', 'reset', 'end', 'hole'] as const;

const mildActs = [
  'suspend',
  'freeze',
  'hide',
  'jump',
  'offline',
  'second tab',
  'look from outside',
] as const;
const wildActs = [
  ...mildActs,
  'abort',
  'abort',
  'mount again',
  'reload',
  'leave',
  'stop elsewhere',
  'restart',
  'evict',
] as const;

const opposites: Partial<Record<Act, Act>> = { hide: 'show', freeze: 'thaw', offline: 'online' };

/** Draws a schedule. */
export function drawSchedule(random: Random, profile: Profile): Schedule {
  const isWild = profile === 'wild';
  const pieces = 2 + random.int(14);
  const paceMs = random.pick([2, 20, 150]);
  const latencyMs = random.pick([1, 30, 300]);
  const faultRate = random.pick([0, 0.3, 0.6]);
  const slipRate = random.pick([0, 0, 0.05]);
  let faultsLeft = isWild ? 40 : 3;
  let fault: Fault | undefined;
  return {
    questions: 1 + random.int(2),
    answer: (question) => drawAnswer(random, question, pieces, isWild),
    // Now and then the model thinks for longer than two heartbeats.
    pace: () => (random.chance(0.03) ? 12_000 : random.next() * paceMs * 2),
    latency: () => random.next() * latencyMs,
    slices: random.chance(0.5),
    overlap: () => (random.chance(0.3) ? random.int(4) : 0),
    slip: () => (random.chance(slipRate) ? random.pick(['twice', 'never']) : undefined),
    slipOfFrames: () => {
      return random.chance(slipRate * 2) ? random.pick(['twice', 'never', 'later']) : undefined;
    },
    fault() {
      if (faultsLeft === 0 || !random.chance(faultRate)) return undefined;
      faultsLeft -= 1;
      const before = fault;
      fault = random.pick(isWild ? wildFaults : mildFaults);
      // A user who is not let in twice has to do something about it.
      if (!isWild && fault === 'unauthorized' && before === fault) fault = 'busy';
      return fault;
    },
    acts: drawActs(random, isWild),
    hasSnapshots: random.chance(0.7),
  };
}

function drawAnswer(random: Random, question: number, pieces: number, isWild: boolean) {
  const answer: ChatEvent[] = [
    { type: 'start', messageId: `answer-${question}` },
    { type: 'text-start', id: '1' },
  ];
  for (let piece = 0; piece < pieces; piece++) {
    answer.push({
      type: 'text-delta',
      id: '1',
      delta: `${question}.${piece} ${random.pick(words)}`,
    });
  }
  answer.push({ type: 'text-end', id: '1' });
  const fails = isWild && random.chance(0.1);
  answer.push(
    fails
      ? { type: 'error', errorText: 'The model failed.' }
      : { type: 'finish', finishReason: 'stop' },
  );
  return answer;
}

function drawActs(random: Random, isWild: boolean): { at: number; act: Act }[] {
  const acts: { at: number; act: Act }[] = [];
  const count = random.int(isWild ? 6 : 3);
  for (let index = 0; index < count; index++) {
    const act: Act = random.pick(isWild ? wildActs : mildActs);
    const at = random.next() ** 2 * 8000;
    acts.push({ at, act });
    const opposite = opposites[act];
    const lastsMs = random.pick([50, 3000, 40_000]);
    if (opposite) acts.push({ at: at + random.next() * lastsMs, act: opposite });
    // What the server has forgotten is missed by those who come back.
    if (act === 'evict') acts.push({ at: at + 1, act: random.pick(['mount again', 'reload']) });
  }
  // In the end the page is seen, runs and has a network.
  const last = Math.max(0, ...acts.map(({ at }) => at)) + 1;
  const good: readonly Act[] = ['thaw', 'online', 'show'];
  return [...acts, ...good.map((act) => ({ at: last, act }))];
}
