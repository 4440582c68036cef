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

  function readCall(value: unknown, input?: unknown): void {
    const id = textAt(value, 'toolCallId');
    answer.tools.open(id, { id, name: textAt(value, 'toolName') });
    if (input !== undefined) answer.tools.close(id, input);
  }

  // Reasoning that is redacted, and signatures: what Anthropic alone sends.
  function signThought(facts: object, place?: PartFacts): void {
    answer.sign('reasoning', { anthropic: facts }, place);
  }

  function readData(type: 'data-data' | 'data-annotation', value: unknown): void {
    for (const item of listOf(value)) answer.emit({ type, id: String(data++), data: item });
  }

  function readFile(value: unknown): void {
    const base64 = textAt(value, 'data');
    answer.close();
    answer.emit({ type: 'file', ...imageUrl(base64, textAt(value, 'mimeType')) });
  }

  function startStep(value: unknown): void {
    answer.start(at(value, 'messageId'));
    finishReason = undefined;
    answer.emit({ type: 'start-step' });
  }

  function endStep(value: unknown): void {
    if (at(value, 'isContinued') === true) finishReason = undefined;
    else readEnd(value);
    answer.close();
    answer.emit({ type: 'finish-step' });
  }

  function read(code: string, value: unknown): void {
    switch (code) {
      case '0':
        return answer.text(textIn(value));
      case 'g':
        return answer.reasoning(textIn(value));
      case '2':
        return readData('data-data', value);
      case '8':
        return readData('data-annotation', value);
      case '3':
        return answer.fail(failureBy(value));
      case '9':
        return readCall(value, at(value, 'args') ?? {});
      case 'a':
        return answer.tools.output(textAt(value, 'toolCallId'), at(value, 'result'));
      case 'b':
        return readCall(value);
      case 'c':
        return answer.tools.append(textAt(value, 'toolCallId'), textAt(value, 'argsTextDelta'));
      case 'd':
        readEnd(value);
        return answer.finish(finishReason);
      case 'e':
        return endStep(value);
      case 'f':
        return startStep(value);
      case 'h':
        return answer.source(textAt(value, 'url'), textAt(value, 'title'));
      case 'k':
        return readFile(value);
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
