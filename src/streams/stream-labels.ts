import type { StepState } from './read-steps.ts';

/** What the components of streams say. */
export interface StreamLabels {
  /** The language of numbers and durations, as a BCP 47 tag. */
  readonly locale: string;
  /** The name of a progress that has none. */
  readonly progress: string;
  /** How far something is, as it is read out; `share` is written as in `25 %`. */
  readonly progressTold: (name: string, share: string) => string;
  /** How long the rest takes; `duration` is written as in `8 sec`. */
  readonly timeLeft: (duration: string) => string;
  /** The name of a list of steps. */
  readonly pipelineSteps: string;
  /** The state of a step. */
  readonly stepState: Readonly<Record<StepState, string>>;
  /** What became of a step, as it is read out. */
  readonly stepTold: (step: string, state: string) => string;
}

/** What the components of streams say by themselves. */
export const englishStreams: StreamLabels = {
  locale: 'en',
  progress: 'Progress',
  progressTold: (name, share) => `${name}, ${share} done`,
  timeLeft: (duration) => `about ${duration} left`,
  pipelineSteps: 'Steps',
  stepState: {
    waiting: 'waiting',
    running: 'running',
    done: 'done',
    failed: 'failed',
    skipped: 'skipped',
  },
  stepTold: (step, state) => `Step ${step}, ${state}`,
};
