import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in Hindi. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: 'प्रगति',
  progressTold: (name, share) => `${name}, ${share} पूरा`,
  timeLeft: (duration) => `लगभग ${duration} शेष`,
  pipelineSteps: 'चरण',
  stepState: {
    waiting: 'प्रतीक्षा में',
    running: 'चल रहा है',
    done: 'पूरा',
    failed: 'विफल',
    skipped: 'छोड़ा गया',
  },
  stepTold: (step, state) => `चरण ${step}, ${state}`,
};
