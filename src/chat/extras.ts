// What no chat needs before its first answer: it loads when that has ended, or at the first need.
export { forkBranch, growBranch, switchBranch, withSiblings } from './branches.ts';
export { planContinue, planEdit, planRegenerate } from './plan-anew.ts';
export { createSendQueue } from './send-queue.ts';
