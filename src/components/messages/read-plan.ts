import { at, isRecord, textAt } from '../../protocol/json.ts';

/** What a step of a plan is: to be done, being done, done, or given up. */
export type PlanState = 'pending' | 'in_progress' | 'completed' | 'failed';

/** A step of a plan. */
export interface PlanStep {
  /** What is to be done. */
  readonly content: string;
  /** How far it is. */
  readonly status: PlanState;
}

/** A plan as a model writes it down. */
export interface PlanData {
  /** What it is about. @default none */
  readonly title?: string | undefined;
  /** Its steps, in order. */
  readonly steps: readonly PlanStep[];
}

const states: readonly (readonly [PlanState, RegExp])[] = [
  ['in_progress', /^(?:in[_ -]?progress|running|active|started|doing)$/i],
  ['completed', /^(?:completed?|done|finished|success)$/i],
  ['failed', /^(?:failed|error|cancelled|canceled|skipped|abandoned)$/i],
];

/**
 * Reads a plan out of what agents write: the `plan` of Codex's `update_plan`, the `todos` of Claude Code's `TodoWrite`, the
 * `entries` of the Agent Client Protocol, `steps`, `tasks`, `items`, or a list. What is not there yet is left out.
 */
export function readPlan(value: unknown): PlanData {
  const names = ['plan', 'todos', 'entries', 'steps', 'tasks', 'items'];
  const lists = [value, ...names.map((name) => at(value, name))];
  const list = lists.find((one): one is unknown[] => Array.isArray(one)) ?? [];
  const title = textAt(value, 'title') || textAt(value, 'explanation') || undefined;
  return { title, steps: list.flatMap((step) => readPlanStep(step) ?? []) };
}

function readPlanStep(value: unknown): PlanStep | undefined {
  if (typeof value === 'string') return value ? { content: value, status: 'pending' } : undefined;
  if (!isRecord(value)) return undefined;
  const names = ['content', 'step', 'title', 'text', 'task', 'label', 'name', 'description'];
  const content = names.map((name) => textAt(value, name)).find(Boolean);
  if (!content) return undefined;
  const word = textAt(value, 'status') || textAt(value, 'state');
  const isDone = at(value, 'done') === true || at(value, 'completed') === true;
  const known = states.find(([, pattern]) => pattern.test(word))?.[0];
  return { content, status: known ?? (isDone ? 'completed' : 'pending') };
}
