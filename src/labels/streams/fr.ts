import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in French. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: 'Progression',
  progressTold: (name, share) => `${name}, ${share} effectués`,
  timeLeft: (duration) => `encore environ ${duration}`,
  pipelineSteps: 'Étapes',
  stepState: {
    waiting: 'en attente',
    running: 'en cours',
    done: 'terminée',
    failed: 'échouée',
    skipped: 'ignorée',
  },
  stepTold: (step, state) => `Étape ${step}, ${state}`,
};
