import type { StreamLabels } from '../../streams/stream-labels.ts';

/** What is said of streams that are no chat, in Japanese. */
export const streamWords: Omit<StreamLabels, 'locale'> = {
  progress: '進捗',
  progressTold: (name, share) => `${name}、${share} 完了`,
  timeLeft: (duration) => `残り約 ${duration}`,
  pipelineSteps: 'ステップ',
  stepState: {
    waiting: '待機中',
    running: '実行中',
    done: '完了',
    failed: '失敗',
    skipped: 'スキップ',
  },
  stepTold: (step, state) => `ステップ ${step}、${state}`,
};
