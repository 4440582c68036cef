import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { failureBy } from './failure.ts';
import { jsonDialect } from './json-dialect.ts';
import { textIn } from './text-in.ts';

/**
 * n8n's streaming webhooks and chat: lines of `begin`, `item` and `end`, once for each node that writes. The answer is whole when
 * every node that began has ended. Source: n8n-workflow, StructuredChunk.
 */
export function n8n({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  let open = 0;
  let isOver = false;
  return jsonDialect(answer, {
    read(value) {
      switch (value['type']) {
        case 'begin':
          open++;
          return undefined;
        case 'item':
          return answer.text(textIn(value['content']));
        case 'end':
          isOver = --open <= 0;
          return undefined;
        case 'error':
          return answer.fail(failureBy(value));
        default:
          return undefined;
      }
    },
    done: () => answer.finish('stop'),
    end: () => isOver && answer.finish('stop'),
  });
}
