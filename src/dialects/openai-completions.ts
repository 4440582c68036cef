import type { FinishReason } from '../protocol/chat-event.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, listOf } from './json-dialect.ts';
import { usageOf } from './usage.ts';

/** OpenAI's older text completions, which vLLM and llama.cpp still serve. Source: openai 7.55. */
export function openaiCompletions({ reasoning = 'tags' }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning);
  let finishReason: FinishReason | undefined;
  const end = (): void => answer.finish(finishReason ?? 'stop');
  return jsonDialect(answer, {
    read(chunk) {
      answer.start(chunk['id'], chunk['model']);
      const choice = listOf(chunk['choices']).find((one) => !at(one, 'index'));
      answer.reasoning(textAt(choice, 'reasoning_content') || textAt(choice, 'reasoning'));
      answer.text(textAt(choice, 'text'));
      finishReason = finishReasonOf(at(choice, 'finish_reason')) ?? finishReason;
      if (isRecord(chunk['usage'])) answer.metadata(usageOf(chunk['usage']));
    },
    done: end,
    end: () => finishReason && end(),
  });
}
