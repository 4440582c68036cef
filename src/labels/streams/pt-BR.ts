import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in Brazilian Portuguese. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: 'Progresso',
  progressTold: (name, share) => `${name}, ${share} concluído`,
  timeLeft: (duration) => `faltam cerca de ${duration}`,
  pipelineSteps: 'Etapas',
  stepState: {
    waiting: 'aguardando',
    running: 'em andamento',
    done: 'concluída',
    failed: 'falhou',
    skipped: 'ignorada',
  },
  stepTold: (step, state) => `Etapa ${step}, ${state}`,
};
