import type { FinishReason } from '../protocol/chat-event.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { agUiState } from './ag-ui-documents.ts';
import { agUiLane } from './ag-ui-lane.ts';
import { agUiAgents } from './ag-ui-subagents.ts';
import { AgUiWriter } from './ag-ui-writer.ts';
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
  const answer = new AgUiWriter();
  return jsonDialect(answer, agUiSteps(answer));
}

/** Reads AG-UI's events for a writer; TanStack AI's format is built on it. */
export function agUiSteps(answer: AgUiWriter): Required<JsonDialectSteps> {
  const main = agUiLane(answer);
  const agents = agUiAgents(main);
  const state = agUiState(answer);
  // What the run was given is no part of its answer.
  const given = new Set<string>();
  let finished: FinishReason | 'cancelled' | undefined;

  function startRun(value: JsonObject): void {
    finished = undefined;
    answer.start(value['runId'], value['model']);
    for (const message of listOf(at(value, 'input', 'messages'))) given.add(textAt(message, 'id'));
    const initial = at(value, 'input', 'state');
    if (initial !== undefined && initial !== null) state.begin(initial);
  }

  // The messages since the user's last one are the answer, of which the most has often come before.
  function readSnapshot(messages: readonly unknown[]): void {
    const since = messages.findLastIndex(
      (message) => at(message, 'role') === 'user' && !textAt(message, 'subagentRunId'),
    );
    for (const message of messages.slice(since + 1)) {
      if (!given.has(textAt(message, 'id'))) agents.readMessage(message);
    }
  }

  /** Asks the user what an agent needs to know before it goes on, as the question of a tool call. */
  function interrupt(question: unknown): void {
    const approvalId = textAt(question, 'id');
    const callId = textAt(question, 'toolCallId');
    const name = textAt(question, 'reason') || 'interrupt';
    // A call of a subagent, or none: the question is a call of its own.
    const key = (answer.tools.has(callId) && callId) || approvalId || name;
    answer.tools.open(key, { id: key, name });
    answer.tools.close(key, question);
    const reason = textAt(question, 'message');
    answer.tools.ask(key, {
      approvalId: approvalId || key,
      approvalDescriptor: question,
      ...(reason && { reason }),
    });
  }

  function finishRun(value: JsonObject): void {
    const { result } = value;
    const outcome = textAt(value, 'outcome') || textAt(value, 'outcome', 'type');
    for (const question of listOf(at(value, 'outcome', 'interrupts'))) interrupt(question);
    const isCalling = listOf(at(value, 'outcome', 'pendingToolCallIds')).length > 0;
    const word = reasonIn(value) ?? (isCalling ? 'tool_calls' : outcome);
    finished = outcome === 'cancelled' ? outcome : (finishReasonOf(word) ?? 'stop');
    answer.metadata(totalOf(value['usage']));
    if (result !== undefined && result !== null) readResult(result);
  }

  // An agent may say all it has to say in the result of its run.
  function readResult(result: unknown): void {
    const isSaid = typeof result === 'string' && (result === '' || main.hasSaid(result));
    if (isSaid) return;
    if (typeof result === 'string' && answer.isEmpty) answer.text(textIn(result));
    else answer.emit({ type: 'data-result', id: 'result', data: result });
  }

  function end(): void {
    if (finished === undefined) return;
    agents.settle(finished === 'cancelled' ? 'aborted' : 'complete');
    if (finished === 'cancelled') answer.abort();
    else answer.finish(finished);
  }

  function read(value: JsonObject): void {
    switch (textAt(value, 'type')) {
      case 'RUN_STARTED':
        return startRun(value);
      case 'RUN_FINISHED':
        return finishRun(value);
      case 'RUN_ERROR':
        agents.settle('aborted');
        answer.metadata(totalOf(value['usage']));
        return answer.fail(failureBy(value));
      case 'MESSAGES_SNAPSHOT':
        return readSnapshot(listOf(value['messages']));
      case 'STATE_SNAPSHOT':
        return state.replace(value['snapshot']);
      case 'STATE_DELTA':
        return state.change(value);
      default:
        return agents.read(value);
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
