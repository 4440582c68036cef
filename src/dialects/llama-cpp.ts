import { at } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect } from './json-dialect.ts';
import { llamaProgress, llamaTimings } from './llama-timings.ts';
import { textIn } from './text-in.ts';
import { countsOf } from './usage.ts';

/** llama.cpp's own `/completion`: `stop: true` is in the last event. Source: llama.cpp tools/server/README.md. */
export function llamaCpp({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  return jsonDialect(answer, {
    read(chunk) {
      if (at(chunk, 'index')) return;
      answer.start(undefined, chunk['model']);
      if (chunk['prompt_progress']) answer.emit(llamaProgress(chunk['prompt_progress']));
      const text = textIn(chunk['content']);
      if (chunk['stop'] === true) answer.last(text);
      else answer.text(text);
      if (chunk['stop'] !== true) return;
      const { tokens_evaluated: promptTokens, tokens_predicted: outputTokens } = chunk;
      const { usage, timings } = llamaTimings(chunk['timings']);
      const counts = countsOf({ ...usage, promptTokens, outputTokens });
      answer.metadata({ ...(usage && { usage }), ...counts, ...(timings && { timings }) });
      const isCut = chunk['stopped_limit'] === true;
      answer.finish(isCut ? 'length' : (finishReasonOf(stopType(chunk['stop_type'])) ?? 'stop'));
    },
  });
}

// `none` says no more than that the model has not been told why.
function stopType(type: unknown): unknown {
  return type === 'none' ? 'stop' : type;
}
