import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { failureBy } from './failure.ts';
import { finishReasonOf } from './finish-reason.ts';
import { listOf } from './json-dialect.ts';
import { langchainMessage, type LangchainMessage } from './langchain-message.ts';
import { OpenaiCalls } from './openai-calls.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/**
 * LangServe's `/stream` and `/stream_events`, the streams of LangChain's JavaScript, and the messages of LangGraph's server. The
 * event `end` ends the answer. Source: langserve 0.3, langgraph-sdk 2.0, @langchain/core 1.4, @langchain/langgraph 1.7.
 */
export function langserve({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  const calls = new OpenaiCalls(answer.tools);
  let finishReason = '';
  let isAfterTools = false;
  // What a graph holds, for an answer that is told no other way.
  let state: readonly unknown[] = [];

  function readMessage(value: unknown, isSoFar = false): void {
    const message = langchainMessage(value);
    if (message.speaker === 'tool') readResult(message);
    else if (message.speaker === 'model') readAnswer(message, isSoFar);
  }

  function readAnswer(message: LangchainMessage, isSoFar: boolean): void {
    const { text, usage } = message;
    // An agent goes on after its tools, with a message whose calls are counted anew.
    if (isAfterTools) {
      calls.startStep();
      answer.step();
      isAfterTools = false;
    }
    if (isSoFar) answer.rest('reasoning', message.reasoning);
    else answer.reasoning(message.reasoning);
    if (text) calls.settle();
    if (isSoFar) answer.rest('text', text);
    else answer.text(text);
    for (const call of message.calls) calls.read(call);
    finishReason = message.finishReason || finishReason;
    if (isRecord(usage)) answer.metadata(usageOf(usage));
  }

  function readResult({ fields, text }: LangchainMessage): void {
    const id = textAt(fields, 'tool_call_id');
    calls.settle();
    if (!answer.tools.hasId(id)) return;
    answer.tools.closeAll();
    if (textAt(fields, 'status') === 'error') answer.tools.fail(id, text);
    else answer.tools.output(id, tryJson(text) ?? text);
    isAfterTools = true;
  }

  function readData(value: unknown): void {
    if (typeof value === 'string') return answer.text(value);
    if (!isRecord(value)) return undefined;
    if (Array.isArray(value)) return readMessage(value[0]);
    if (/^on_\w+$/.test(textAt(value, 'event'))) return readRunEvent(value);
    if ('content' in value || 'lc' in value) return readMessage(value);
    const text = ['output', 'answer', 'text', 'result']
      .map((name) => at(value, name))
      .find(Boolean);
    if (typeof text === 'string') return answer.text(text);
    if (isRecord(text) && ('content' in text || 'lc' in text)) return readMessage(text);
    // A chain streams what it was asked and found beside its answer.
    return answer.emit({ type: 'data-chunk', data: value, transient: true });
  }

  function readRunEvent(value: unknown): void {
    const event = textAt(value, 'event');
    if (event === 'on_chat_model_stream') readMessage(at(value, 'data', 'chunk'));
    else if (event === 'on_llm_stream') answer.text(textIn(at(value, 'data', 'chunk')));
    else if (event === 'on_tool_end' && isRecord(at(value, 'data', 'output')))
      readMessage(at(value, 'data', 'output'));
  }

  function readState(kind: string, value: unknown): void {
    answer.emit({ type: `data-${kind}`, id: kind, data: value, transient: true });
    if (!isRecord(value)) return;
    if (kind === 'values') state = listOf(value['messages']);
    else
      for (const update of Object.values(value))
        state = [...state, ...[at(update, 'messages')].flat()];
  }

  function readEnd(): void {
    calls.settle();
    const asked = state.findLastIndex((message) => langchainMessage(message).speaker === 'other');
    if (answer.isEmpty) for (const message of state.slice(asked + 1)) readMessage(message);
    calls.settle();
    const isAsking = answer.tools.isAsking && !isAfterTools;
    answer.finish(isAsking ? 'tool-calls' : (finishReasonOf(finishReason) ?? 'stop'));
  }

  return {
    push({ event, data }) {
      if (answer.isEnded) return [];
      const value = tryJson(data) ?? data;
      const [kind = ''] = event.split('|');
      if (kind === 'end' || data === '[DONE]') readEnd();
      else if (kind === 'error') answer.fail(failureBy(value));
      else if (kind === 'data' || kind === 'message' || kind === 'messages') readData(value);
      else if (kind === 'messages/partial') readMessage(listOf(value).at(-1), true);
      else if (kind === 'values' || kind === 'updates') readState(kind, value);
      else if (kind === 'custom') answer.emit({ type: 'data-custom', data: value });
      return answer.take();
    },
    end: () => answer.take(),
  };
}
