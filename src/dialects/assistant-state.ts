import { isRecord, textAt } from '../protocol/json.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { JsonObject } from './json-dialect.ts';
import { listOf } from './json-dialect.ts';
import { langchainMessage } from './langchain-message.ts';

/** The state that a server of assistant-ui shares with its page. */
export interface AssistantState {
  /** Applies operations: `set` and `append-text`, each at a path. One that does not fit leaves the state as it was and is told. */
  change(operations: unknown): void;
}

/**
 * Keeps the state as the `data-state` part of its message. LangGraph's servers write the answer itself there, as the last of
 * `messages`: its text is read as it grows.
 */
export function assistantState(answer: AnswerWriter): AssistantState {
  let state: unknown = {};

  function apply(operation: unknown): void {
    if (!isRecord(operation)) return;
    const { type, value } = operation;
    const path = listOf(operation['path']).map(String);
    const isAppended = type === 'append-text';
    const next = changed(state, path, (before) =>
      isAppended ? `${typeof before === 'string' ? before : ''}${String(value)}` : value,
    );
    if (next === undefined) return tellProblem(answer, path);
    state = next;
  }

  return {
    change(operations) {
      for (const operation of listOf(operations)) apply(operation);
      answer.emit({ type: 'data-state', id: 'state', data: state });
      const last: unknown = listOf((state as JsonObject | null)?.['messages']).at(-1);
      const { speaker, text, reasoning } = langchainMessage(last);
      if (speaker !== 'model' || !isRecord(last)) return;
      const id = textAt(last, 'id') || 'state';
      answer.rest('reasoning', reasoning, { id });
      answer.rest('text', text, { id });
    },
  };
}

/** Gives a value with another one at a path, and objects where nothing stood; `undefined` where the path leads nowhere. */
function changed(
  value: unknown,
  path: readonly string[],
  change: (before: unknown) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value) ?? null;
  const container = value ?? {};
  if (!isRecord(container) || key === '__proto__') return undefined;
  if (!Array.isArray(container)) {
    const inner = changed(Object.hasOwn(container, key) ? container[key] : undefined, rest, change);
    return inner === undefined ? undefined : { ...container, [key]: inner };
  }
  const index = Number(key);
  if (!/^\d+$/.test(key) || index > container.length) return undefined;
  const inner = changed(container[index], rest, change);
  if (inner === undefined) return undefined;
  return [...container.slice(0, index), inner, ...container.slice(index + 1)] as unknown;
}

// An answer is worth more than its state: it goes on, and `onEvent` hears what went wrong.
function tellProblem(answer: AnswerWriter, path: readonly string[]): void {
  const message = `The server’s change of the state at “${path.join('.')}” does not fit, so it stays as it was.`;
  answer.emit({ type: 'data-notice', data: { message }, transient: true });
}
