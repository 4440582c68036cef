import { textAt } from '../protocol/json.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { JsonObject } from './json-dialect.ts';
import { applyPatch } from './json-patch.ts';

/** The state that an agent shares with its page. */
export interface AgUiState {
  /** Takes the state that the run was given, which is no part of its answer. */
  begin(state: unknown): void;
  replace(state: unknown): void;
  /** Applies `STATE_DELTA`; a patch that does not fit leaves the state as it was and is told. */
  change(value: JsonObject): void;
}

/** Keeps the state of a run as the `data-state` part of its message. */
export function agUiState(answer: AnswerWriter): AgUiState {
  let state: unknown = {};

  function replace(next: unknown): void {
    state = next;
    answer.emit({ type: 'data-state', id: 'state', data: state });
  }

  function change(value: JsonObject): void {
    // For pages that keep a state of their own.
    answer.emit({ type: 'data-state-delta', data: value['delta'], transient: true });
    const patched = applyPatch(state, value['delta']);
    if ('problem' in patched) tellProblem(answer, 'state', patched.problem);
    else replace(patched.value);
  }

  return {
    begin(given) {
      state = given;
    },
    replace,
    change,
  };
}

/** The activities of one agent: progress with a content of its own, which patches change. */
export interface AgUiActivities {
  has(id: string): boolean;
  /** Reads `ACTIVITY_SNAPSHOT`. */
  show(value: JsonObject): void;
  /** Reads `ACTIVITY_DELTA`. */
  change(value: JsonObject): void;
}

/** Keeps each activity as a `data-activity` part, which holds it as its snapshot would. */
export function agUiActivities(answer: AnswerWriter): AgUiActivities {
  const activities = new Map<string, JsonObject>();

  function put(value: JsonObject): void {
    const id = textAt(value, 'messageId');
    activities.set(id, value);
    answer.emit({ type: 'data-activity', id, data: value });
  }

  function show(value: JsonObject): void {
    const isKnown = activities.has(textAt(value, 'messageId'));
    if (!isKnown || value['replace'] !== false) put(value);
  }

  function change(value: JsonObject): void {
    const id = textAt(value, 'messageId');
    const before = activities.get(id);
    const { patch, ...facts } = value;
    const patched = applyPatch(before?.['content'] ?? {}, patch);
    if ('problem' in patched) tellProblem(answer, `activity “${id}”`, patched.problem);
    else put({ ...before, ...facts, type: 'ACTIVITY_SNAPSHOT', content: patched.value });
  }

  return { has: (id) => activities.has(id), show, change };
}

// An answer is worth more than its progress display: it goes on, and `onEvent` hears what went wrong.
function tellProblem(answer: AnswerWriter, what: string, problem: string): void {
  const message = `The server’s change of the ${what} does not fit, so it stays as it was: ${problem}`;
  answer.emit({ type: 'data-notice', data: { message }, transient: true });
}
