import type { FinishReason } from '../protocol/chat-event.ts';
import { at, isRecord, parseJson, textAt } from '../protocol/json.ts';
import { AnswerWriter, type PartFacts } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { failureBy } from './failure.ts';
import { imageUrl } from './image-url.ts';
import { listOf } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/**
 * The AI SDK's older data stream v1, lines of `code:json`. `d` ends the answer; so does the end of a
 * step (`e`) that is not continued, which is all that many Python servers write. Source: ai 4 and
 * assistant-stream 0.3.
 */
export function dataStream(): Dialect {
  const answer = new AnswerWriter();
  let finishReason: FinishReason | undefined;
  let data = 0;
  let signed = 0;

  function readEnd(value: unknown): void {
    finishReason = finishReasonOf(at(value, 'finishReason')) ?? 'stop';
    if (isRecord(at(value, 'usage'))) answer.metadata(usageOf(at(value, 'usage')));
  }

  function readCall(value: unknown, input?: unknown): string {
    const id = textAt(value, 'toolCallId');
    answer.tools.open(id, { id, name: textAt(value, 'toolName') });
    if (input !== undefined) answer.tools.close(id, input);
    return id;
  }

  // Reasoning that is redacted, and signatures: what Anthropic alone sends.
  function signThought(facts: object, place?: PartFacts): void {
    answer.sign('reasoning', { anthropic: facts }, place);
  }

  function read(code: string, value: unknown): void {
    switch (code) {
      case '0':
        return answer.text(textIn(value));
      case 'g':
        return answer.reasoning(textIn(value));
      case '2':
      case '8':
        for (const item of listOf(value)) {
          answer.emit({
            type: code === '2' ? 'data-data' : 'data-annotation',
            id: String(data++),
            data: item,
          });
        }
        return undefined;
      case '3':
        return answer.fail(failureBy(value));
      case '9':
        readCall(value, at(value, 'args') ?? {});
        return undefined;
      case 'a':
        return answer.tools.output(textAt(value, 'toolCallId'), at(value, 'result'));
      case 'b':
        readCall(value);
        return undefined;
      case 'c':
        return answer.tools.append(textAt(value, 'toolCallId'), textAt(value, 'argsTextDelta'));
      case 'd':
        readEnd(value);
        return answer.finish(finishReason);
      case 'e':
        if (at(value, 'isContinued') === true) finishReason = undefined;
        else readEnd(value);
        answer.close();
        return answer.emit({ type: 'finish-step' });
      case 'f':
        answer.start(at(value, 'messageId'));
        finishReason = undefined;
        return answer.emit({ type: 'start-step' });
      case 'h':
        return answer.source(textAt(value, 'url'), textAt(value, 'title'));
      case 'k': {
        const base64 = textAt(value, 'data');
        answer.close();
        return answer.emit({ type: 'file', ...imageUrl(base64, textAt(value, 'mimeType')) });
      }
      case 'i':
        return signThought({ redactedData: at(value, 'data') }, { id: `redacted-${signed++}` });
      case 'j':
        return signThought({ signature: at(value, 'signature') });
      default:
        return undefined;
    }
  }

  return {
    push({ event, data: json }) {
      if (answer.isEnded) return [];
      read(event, parseJson(json));
      return answer.take();
    },
    end() {
      if (finishReason) answer.finish(finishReason);
      return answer.take();
    },
  };
}
