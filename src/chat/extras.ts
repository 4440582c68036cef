// What no chat needs before its first answer: it loads when that has ended, or at the first need.
export { createApplier } from './applier.ts';
export { forkBranch, growBranch, pruneBranches, switchBranch, withSiblings } from './branches.ts';
export { planContinue, planEdit, planRegenerate } from './plan-anew.ts';
export { readInTurn } from './read-files.ts';
export { readLeftRun } from './read-left-run.ts';
export { stoppedError } from './stopped-error.ts';
export { createSendQueue } from './send-queue.ts';
