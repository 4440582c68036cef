import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in German. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: 'Fortschritt',
  progressTold: (name, share) => `${name}, ${share} erledigt`,
  timeLeft: (duration) => `noch etwa ${duration}`,
  pipelineSteps: 'Schritte',
  stepState: {
    waiting: 'wartet',
    running: 'läuft',
    done: 'fertig',
    failed: 'fehlgeschlagen',
    skipped: 'übersprungen',
  },
  stepTold: (step, state) => `Schritt ${step}, ${state}`,
};
