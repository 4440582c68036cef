import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in Spanish. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: 'Progreso',
  progressTold: (name, share) => `${name}, ${share} completado`,
  timeLeft: (duration) => `quedan unos ${duration}`,
  pipelineSteps: 'Pasos',
  stepState: {
    waiting: 'en espera',
    running: 'en curso',
    done: 'hecho',
    failed: 'fallido',
    skipped: 'omitido',
  },
  stepTold: (step, state) => `Paso ${step}, ${state}`,
};
