import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in simplified Chinese. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: '进度',
  progressTold: (name, share) => `${name}，已完成 ${share}`,
  timeLeft: (duration) => `约剩 ${duration}`,
  pipelineSteps: '步骤',
  stepState: {
    waiting: '等待中',
    running: '运行中',
    done: '已完成',
    failed: '失败',
    skipped: '已跳过',
  },
  stepTold: (step, state) => `步骤 ${step}，${state}`,
};
