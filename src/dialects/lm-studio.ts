import { at, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { failureBy } from './failure.ts';
import { jsonDialect, listOf } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { countsOf } from './usage.ts';

/** LM Studio's own `/api/v1/chat`: `chat.end` ends the answer and brings it whole. Source: lmstudio.ai, streaming events. */
export function lmStudio({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  let call = '';

  function end(result: unknown): void {
    for (const item of listOf(at(result, 'output'))) {
      const kind = textAt(item, 'type') === 'message' ? 'text' : undefined;
      const said = textIn(at(item, 'content') ?? '');
      if (kind && !answer.hasSaid(said)) answer.rest(kind, said);
    }
    const stats = at(result, 'stats');
    answer.metadata(
      countsOf({
        promptTokens: at(stats, 'input_tokens'),
        outputTokens: at(stats, 'total_output_tokens'),
        reasoningTokens: at(stats, 'reasoning_output_tokens'),
      }),
    );
    answer.finish('stop');
  }

  return jsonDialect(answer, {
    read(value, event) {
      const content = textIn(value['content'] ?? '');
      switch (textAt(value, 'type') || event) {
        case 'chat.start':
          return answer.start(undefined, value['model_instance_id']);
        case 'message.delta':
          return answer.text(content);
        case 'reasoning.delta':
          return answer.reasoning(content);
        case 'message.end':
        case 'reasoning.end':
          return answer.close();
        case 'tool_call.start':
          call = String(answer.tools.size);
          return answer.tools.open(call, { name: textAt(value, 'tool'), isHosted: true });
        case 'tool_call.arguments':
          return answer.tools.close(call, value['arguments']);
        case 'tool_call.success':
          return answer.tools.output(call, value['output']);
        case 'tool_call.failure':
          return answer.tools.fail(call, failureBy(value['reason'] ?? value).errorText);
        case 'error':
          return answer.fail(failureBy(value));
        case 'chat.end':
          return end(value['result']);
        default:
          return undefined;
      }
    },
  });
}
