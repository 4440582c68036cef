import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in Arabic. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: 'التقدم',
  progressTold: (name, share) => `${name}، اكتمل ${share}`,
  timeLeft: (duration) => `بقي نحو ${duration}`,
  pipelineSteps: 'الخطوات',
  stepState: {
    waiting: 'في الانتظار',
    running: 'قيد التنفيذ',
    done: 'تمت',
    failed: 'فشلت',
    skipped: 'تُخطّيت',
  },
  stepTold: (step, state) => `الخطوة ${step}، ${state}`,
};
