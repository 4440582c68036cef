import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { failureBy } from './failure.ts';
import { listOf } from './json-dialect.ts';
import { OpenaiCalls } from './openai-calls.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/**
 * LangServe's `/stream` and `/stream_events`, and the messages of LangGraph's server. The event `end` ends the answer. Source:
 * langserve 0.3, langgraph-sdk 2.0.
 */
export function langserve({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  const calls = new OpenaiCalls(answer.tools);

  function readMessage(message: unknown, isSoFar = false): void {
    if (!/^(?:ai|AIMessage(?:Chunk)?|)$/.test(textAt(message, 'type'))) return;
    const text = textIn(at(message, 'content'));
    if (text) calls.settle();
    if (isSoFar) answer.rest('text', text);
    else answer.text(text);
    for (const call of listOf(at(message, 'tool_call_chunks'))) {
      const { name, args, ...facts } = call as Record<string, unknown>;
      calls.read({ ...facts, function: { name, arguments: args } });
    }
    if (isRecord(at(message, 'usage_metadata')))
      answer.metadata(usageOf(at(message, 'usage_metadata')));
  }

  function readData(value: unknown): void {
    if (typeof value === 'string') return answer.text(value);
    if (!isRecord(value)) return undefined;
    if (Array.isArray(value)) return readMessage(value[0]);
    if (/^on_\w+$/.test(textAt(value, 'event'))) return readRunEvent(value);
    if ('content' in value) return readMessage(value);
    const text = ['output', 'answer', 'text', 'result']
      .map((name) => at(value, name))
      .find(Boolean);
    if (typeof text === 'string') return answer.text(text);
    if (isRecord(text) && 'content' in text) return readMessage(text);
    // A chain streams what it was asked and found beside its answer.
    return answer.emit({ type: 'data-chunk', data: value, transient: true });
  }

  function readRunEvent(value: unknown): void {
    if (textAt(value, 'event') === 'on_chat_model_stream')
      return readMessage(at(value, 'data', 'chunk'));
    if (textAt(value, 'event') === 'on_llm_stream') answer.text(textIn(at(value, 'data', 'chunk')));
  }

  return {
    push({ event, data }) {
      if (answer.isEnded) return [];
      const value = tryJson(data) ?? data;
      const [kind] = event.split('|');
      if (kind === 'end' || data === '[DONE]') {
        calls.settle();
        answer.finish('stop');
      } else if (kind === 'error') answer.fail(failureBy(value));
      else if (kind === 'data' || kind === 'message' || kind === 'messages') readData(value);
      else if (kind === 'messages/partial') readMessage(listOf(value).at(-1), true);
      else if (kind === 'values' || kind === 'updates') {
        answer.emit({ type: `data-${kind}`, id: kind, data: value, transient: true });
      }
      return answer.take();
    },
    end: () => answer.take(),
  };
}
