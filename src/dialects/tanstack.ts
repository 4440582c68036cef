import { isRecord, textAt } from '../protocol/json.ts';
import { agUiSteps } from './ag-ui.ts';
import { AgUiWriter } from './ag-ui-writer.ts';
import type { Dialect } from './dialect.ts';
import { failureBy } from './failure.ts';
import { jsonDialect, keyAt, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';

/**
 * TanStack AI: AG-UI's events, bare or each in an envelope `{ id, chunk }`, and the chunks of its
 * older versions. Source: TanStack AI 0.58.
 */
export function tanstack(): Dialect {
  const answer = new AgUiWriter();
  const steps = agUiSteps(answer);

  function read(value: JsonObject): void {
    const { chunk } = value;
    if (isRecord(chunk)) return read(chunk);
    switch (value['type']) {
      case 'content':
        return answer.text(textIn(value['delta']));
      case 'thinking':
        return answer.reasoning(textIn(value['delta']));
      case 'tool_call':
        return readCall(value['toolCall'], keyAt(value, 'index'));
      case 'tool_result':
        return steps.read({ ...value, type: 'TOOL_CALL_RESULT' }, '');
      case 'tool-input-available':
      case 'approval-requested':
        return steps.read({ type: 'CUSTOM', name: value['type'], value }, '');
      case 'done':
        return steps.read({ ...value, type: 'RUN_FINISHED' }, '');
      case 'error':
        return answer.fail(failureBy(value));
      default:
        return steps.read(value, '');
    }
  }

  function readCall(call: unknown, key: string): void {
    const id = textAt(call, 'id') || key;
    answer.tools.open(id, { id, name: textAt(call, 'function', 'name') });
    answer.tools.append(id, textAt(call, 'function', 'arguments'));
  }

  return jsonDialect(answer, { ...steps, read });
}
