import type { AbstentionRule } from '../engine/sure-answer.ts';

/** When the bundled model had better say that it does not know; README.md says how it was chosen. */
export const abstention: AbstentionRule = {
  tokens: 2,
  below: 0.78,
  opening: 'That is outside my little world:',
};
