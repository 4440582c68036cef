import type { FinishReason } from '../protocol/chat-event.ts';
import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { failureBy } from './failure.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, listOf, type JsonDialectSteps, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { countsOf, sumOf, usageOf } from './usage.ts';

/**
 * AG-UI 1.0. An agent may finish several runs in one stream, so the answer is whole when the last
 * run that began has finished by the end of the stream. Source: @ag-ui/core 1.0.
 */
export function agUi(): Dialect {
  const answer = new AnswerWriter();
  return jsonDialect(answer, agUiSteps(answer));
}

/** Reads AG-UI's events for a writer; TanStack AI's format is built on it. */
export function agUiSteps(answer: AnswerWriter): Required<JsonDialectSteps> {
  let finished: FinishReason | 'cancelled' | undefined;
  let hasReasoning = false;
  // A chunk may leave out the id of the message or call that it continues.
  let tool = '';
  let isOthers = false;
  // What each message has said, and the calls that have a result.
  const said = new Map<string, string>();
  const answered = new Set<string>();

  function readText(value: JsonObject): void {
    const role = value['role'];
    const id = textAt(value, 'messageId') || undefined;
    if (typeof role === 'string') isOthers = role !== 'assistant';
    if (isOthers) return;
    answer.text(textIn(value['delta']), { id });
    if (id) said.set(id, (said.get(id) ?? '') + textIn(value['delta']));
  }

  // The messages since the user's last one are the answer, of which the most has often come before.
  function readSnapshot(messages: readonly unknown[]): void {
    const since = messages.findLastIndex((message) => at(message, 'role') === 'user');
    for (const message of messages.slice(since + 1)) {
      const id = textAt(message, 'id');
      const text = textIn(at(message, 'content'));
      switch (at(message, 'role')) {
        case 'assistant':
          readWhole(id, text, listOf(at(message, 'toolCalls')));
          break;
        case 'reasoning':
          if (!hasReasoning) answer.reasoning(text, { id });
          break;
        case 'tool':
          readSnapshotResult(textAt(message, 'toolCallId'), text);
          break;
      }
    }
  }

  function readWhole(id: string, text: string, calls: readonly unknown[]): void {
    const before = said.get(id) ?? '';
    const isKnown = before === '' && answer.hasSaid(text);
    if (text.startsWith(before) && !isKnown)
      readText({ messageId: id, delta: text.slice(before.length) });
    for (const call of calls) {
      const key = textAt(call, 'id');
      if (answer.tools.has(key)) continue;
      answer.tools.open(key, { id: key, name: textAt(call, 'function', 'name') });
      answer.tools.close(key, at(call, 'function', 'arguments'));
    }
  }

  function readSnapshotResult(id: string, content: string): void {
    if (answered.has(id)) return;
    readResult({ toolCallId: id, content });
  }

  function readReasoning(value: JsonObject): void {
    hasReasoning = true;
    answer.reasoning(textIn(value['delta']), { id: textAt(value, 'messageId') || undefined });
  }

  // TanStack AI's older servers think in steps; newer ones send the same as reasoning too.
  function readStep(value: JsonObject, type: 'start-step' | 'finish-step'): void {
    const delta = textAt(value, 'delta');
    if (delta && !hasReasoning) answer.reasoning(delta, { id: textAt(value, 'stepId') });
    if ('delta' in value || 'stepType' in value) return;
    answer.close();
    answer.emit({ type });
  }

  function readTool(value: JsonObject): void {
    tool = textAt(value, 'toolCallId') || tool;
    const name = textAt(value, 'toolCallName') || textAt(value, 'toolName');
    if (name) answer.tools.open(tool, { id: tool, name });
    answer.tools.append(tool, textAt(value, 'delta'));
  }

  function endTool(value: JsonObject): void {
    readTool({ ...value, delta: undefined });
    answer.tools.close(tool, value['input']);
    if (value['result'] !== undefined) readResult({ ...value, content: value['result'] });
  }

  function readResult(value: JsonObject): void {
    const content = value['content'];
    const isJson = typeof content === 'string' && /^\s*[[{]/.test(content);
    const output = isJson ? (tryJson(content) ?? content) : content;
    const id = textAt(value, 'toolCallId') || tool;
    answered.add(id);
    answer.tools.output(id, output);
  }

  function ask(id: string, approvalId: string): void {
    answer.tools.close(id);
    answer.emit({ type: 'tool-approval-request', toolCallId: id, approvalId });
  }

  function readCustom(name: string, value: unknown): void {
    if (name === 'run.accepted') return;
    const id = textAt(value, 'toolCallId');
    if (!id) return answer.emit({ type: `data-${name}`, data: value });
    answer.tools.open(id, { id, name: textAt(value, 'toolName') });
    answer.tools.close(id, at(value, 'input'));
    if (name === 'approval-requested') ask(id, textAt(value, 'approval', 'id') || id);
  }

  function finishRun(value: JsonObject): void {
    const outcome = textAt(value, 'outcome') || textAt(value, 'outcome', 'type');
    for (const question of listOf(at(value, 'outcome', 'interrupts'))) {
      const id = textAt(question, 'toolCallId');
      if (id) ask(id, textAt(question, 'id') || id);
    }
    finished =
      outcome === 'cancelled' ? outcome : (finishReasonOf(reasonIn(value) ?? outcome) ?? 'stop');
    answer.metadata(totalOf(value['usage']));
  }

  function end(): void {
    if (finished === 'cancelled') answer.abort();
    else if (finished) answer.finish(finished);
  }

  function read(value: JsonObject): void {
    const type = textAt(value, 'type');
    switch (type) {
      case 'RUN_STARTED':
        finished = undefined;
        return answer.start(value['runId'], value['model']);
      case 'RUN_FINISHED':
        return finishRun(value);
      case 'RUN_ERROR':
        return answer.fail(failureBy(value));
      case 'TEXT_MESSAGE_START':
      case 'TEXT_MESSAGE_CONTENT':
      case 'TEXT_MESSAGE_CHUNK':
        return readText(value);
      case 'TEXT_MESSAGE_END':
        isOthers = false;
        return answer.close();
      case 'REASONING_MESSAGE_START':
      case 'REASONING_MESSAGE_CONTENT':
      case 'REASONING_MESSAGE_CHUNK':
      case 'THINKING_TEXT_MESSAGE_CONTENT':
        return readReasoning(value);
      case 'REASONING_MESSAGE_END':
      case 'THINKING_TEXT_MESSAGE_END':
        return answer.close();
      case 'TOOL_CALL_START':
      case 'TOOL_CALL_ARGS':
      case 'TOOL_CALL_CHUNK':
        return readTool(value);
      case 'TOOL_CALL_END':
        return endTool(value);
      case 'TOOL_CALL_RESULT':
        return readResult(value);
      case 'STEP_STARTED':
      case 'STEP_FINISHED':
        return readStep(value, type === 'STEP_STARTED' ? 'start-step' : 'finish-step');
      case 'MESSAGES_SNAPSHOT':
        return readSnapshot(listOf(value['messages']));
      case 'STATE_SNAPSHOT':
        return answer.emit({ type: 'data-state', id: 'state', data: value['snapshot'] });
      case 'STATE_DELTA':
        return answer.emit({ type: 'data-state-delta', data: value['delta'], transient: true });
      case 'ACTIVITY_SNAPSHOT':
        return answer.emit({ type: 'data-activity', id: textAt(value, 'messageId'), data: value });
      case 'CUSTOM':
        return readCustom(textAt(value, 'name'), value['value'] ?? value['data']);
      default:
        return undefined;
    }
  }

  return {
    read,
    done() {
      finished ??= 'stop';
      end();
    },
    end,
  };
}

function reasonIn(value: JsonObject): unknown {
  return value['finishReason'] ?? at(value, 'metadata', 'tanstack', 'finishReason');
}

// One entry for each model that took part.
function totalOf(usage: unknown): ReturnType<typeof countsOf> {
  if (!Array.isArray(usage)) return isRecord(usage) ? usageOf(usage) : {};
  const counts = usage.map((entry) => usageOf(entry).usage);
  return countsOf({
    promptTokens: sumOf(...counts.map((count) => count?.promptTokens)),
    cachedTokens: sumOf(...counts.map((count) => count?.cachedTokens)),
    outputTokens: sumOf(...counts.map((count) => count?.outputTokens)),
  });
}
