import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in Korean. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: '진행률',
  progressTold: (name, share) => `${name}, ${share} 완료`,
  timeLeft: (duration) => `약 ${duration} 남음`,
  pipelineSteps: '단계',
  stepState: {
    waiting: '대기 중',
    running: '실행 중',
    done: '완료',
    failed: '실패',
    skipped: '건너뜀',
  },
  stepTold: (step, state) => `${step} 단계, ${state}`,
};
