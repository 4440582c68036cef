import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, listOf, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { countsOf, timesOf } from './usage.ts';

/** Ollama's `/api/chat` and `/api/generate`, one JSON object a line; `done: true` is in the last. Source: ollama 0.6.4. */
export function ollama({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);

  function readMessage(message: unknown, isLast: boolean): void {
    answer.reasoning(textIn(at(message, 'thinking')) || textIn(at(message, 'reasoning_content')));
    const text = textIn(at(message, 'content'));
    if (isLast) answer.last(text);
    else answer.text(text);
    for (const call of listOf(at(message, 'tool_calls'))) {
      const key = answer.tools.size;
      const id = textAt(call, 'id');
      answer.tools.open(key, { id, name: textAt(call, 'function', 'name') });
      answer.tools.close(key, at(call, 'function', 'arguments'));
    }
  }

  return jsonDialect(answer, {
    read(chunk) {
      answer.start(undefined, chunk['model']);
      const isLast = chunk['done'] === true;
      if (isRecord(chunk['message'])) readMessage(chunk['message'], isLast);
      else readMessage({ ...chunk, content: chunk['response'] }, isLast);
      if (!isLast) return;
      answer.metadata(factsOf(chunk));
      answer.because(chunk['done_reason']);
      const reason = finishReasonOf(chunk['done_reason']) ?? 'stop';
      // Ollama says `stop` after a tool call too.
      answer.finish(reason === 'stop' && answer.tools.size > 0 ? 'tool-calls' : reason);
    },
  });
}

// Durations are in nanoseconds.
function factsOf(chunk: JsonObject): ReturnType<typeof countsOf> & ReturnType<typeof timesOf> {
  const outputTokens = chunk['eval_count'];
  const outputMs = msOf(chunk['eval_duration']);
  return {
    ...countsOf({ promptTokens: chunk['prompt_eval_count'], outputTokens }),
    ...timesOf({
      prefillMs: msOf(chunk['prompt_eval_duration']),
      totalMs: msOf(chunk['total_duration']),
      tokensPerSecond:
        typeof outputTokens === 'number' && outputMs ? (outputTokens * 1000) / outputMs : undefined,
    }),
  };
}

function msOf(nanoseconds: unknown): number | undefined {
  return typeof nanoseconds === 'number' ? nanoseconds / 1e6 : undefined;
}
