import type { Dialect, DialectOptions } from './dialect.ts';
import { AnswerWriter } from './answer-writer.ts';

/**
 * Plain text: whatever comes is the answer. The format has no end marker and no errors, so a stream
 * that is cut cleanly cannot be told from a whole one; its metadata says so (`hasEndMarker: false`).
 */
export function text({ reasoning = 'none', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  return {
    push({ data }) {
      answer.text(data);
      return answer.take();
    },
    end() {
      answer.metadata({ hasEndMarker: false });
      answer.finish();
      return answer.take();
    },
  };
}
