import { at, isRecord } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { countsOf } from './usage.ts';

/**
 * Hugging Face's text-generation-inference, `/generate_stream`: the last token brings the whole text. Source: TGI 3,
 * `StreamResponse`.
 */
export function tgi({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  return jsonDialect(answer, {
    read({ token, generated_text: whole, details }) {
      if (at(token, 'special') !== true) answer.text(textIn(at(token, 'text')));
      if (typeof whole !== 'string') return;
      answer.rest('text', whole);
      const reason = at(details, 'finish_reason');
      answer.because(reason);
      if (isRecord(details))
        answer.metadata(countsOf({ outputTokens: at(details, 'generated_tokens') }));
      answer.finish(finishReasonOf(reason) ?? 'stop');
    },
  });
}
