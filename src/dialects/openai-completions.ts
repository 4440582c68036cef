import type { FinishReason } from '../protocol/chat-event.ts';
import { at, isRecord } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, listOf } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/** OpenAI's older text completions, which vLLM and llama.cpp still serve. Source: openai 7.55. */
export function openaiCompletions({
  reasoning = 'tags',
  reasoningTags,
}: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  let finishReason: FinishReason | undefined;
  const end = (): void => answer.finish(finishReason ?? 'stop');
  return jsonDialect(answer, {
    read(chunk) {
      answer.start(chunk['id'], chunk['model']);
      const choice = listOf(chunk['choices']).find((one) => !at(one, 'index'));
      answer.reasoning(textIn(at(choice, 'reasoning_content') ?? at(choice, 'reasoning')));
      const text = textIn(at(choice, 'text'));
      const reason = at(choice, 'finish_reason');
      if (reason) answer.last(text);
      else answer.text(text);
      answer.because(reason);
      finishReason = finishReasonOf(reason) ?? finishReason;
      if (isRecord(chunk['usage'])) answer.metadata(usageOf(chunk['usage']));
    },
    done: end,
    end: () => finishReason && end(),
  });
}
