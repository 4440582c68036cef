// What answers anew and keeps what was answered before; it loads when a first answer has ended, or at the first need.
export { forkBranch, growBranch, switchBranch, withSiblings } from './branches.ts';
export { planContinue, planEdit, planRegenerate } from './plan-anew.ts';
