// What no chat needs before its first answer: it loads when that has ended, or at the first need.
export { createApplier } from './run/applier.ts';
export {
  forkBranch,
  growBranch,
  pruneBranches,
  switchBranch,
  withSiblings,
} from './state/branches.ts';
export { planContinue, planEdit, planRegenerate } from './state/plan-anew.ts';
export { readInTurn } from './send/read-files.ts';
export { readLeftRun } from './run/read-left-run.ts';
export { stoppedError } from './state/stopped-error.ts';
export { createSendQueue } from './send/send-queue.ts';
