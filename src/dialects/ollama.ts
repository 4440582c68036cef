import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, listOf, type JsonObject } from './json-dialect.ts';
import { countsOf, timesOf } from './usage.ts';

/** Ollama's `/api/chat` and `/api/generate`, one JSON object a line; `done: true` is in the last. Source: ollama 0.6.4. */
export function ollama({ reasoning = 'tags' }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning);

  function readMessage(message: unknown): void {
    answer.reasoning(textAt(message, 'thinking') || textAt(message, 'reasoning_content'));
    answer.text(textAt(message, 'content'));
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
      if (isRecord(chunk['message'])) readMessage(chunk['message']);
      else readMessage({ ...chunk, content: chunk['response'] });
      if (chunk['done'] !== true) return;
      answer.metadata(factsOf(chunk));
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
