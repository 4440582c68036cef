import { textAt, tryJson } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { failureBy } from './failure.ts';

/** Replicate's streams: events `output` of plain text, then `done`. Source: replicate.com, streaming output. */
export function replicate({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);

  function end(data: string): void {
    const reason = textAt(tryJson(data), 'reason');
    if (/^cancell?ed$/.test(reason)) answer.abort();
    else answer.finish(reason === 'error' ? 'error' : 'stop');
  }

  return {
    push({ event, data }) {
      if (event === 'output') answer.text(data);
      else if (event === 'error') answer.fail(failureBy(tryJson(data) ?? data));
      else if (event === 'done') end(data);
      return answer.take();
    },
    end: () => answer.take(),
  };
}
