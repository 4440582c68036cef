import type { FinishReason } from '../protocol/chat-event.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, keyAt, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/**
 * Amazon Bedrock's `ConverseStream`, as binary event stream or as the same events in JSON. The answer is whole when
 * `messageStop` has come; the counts follow it. Source: Bedrock API reference.
 */
export function bedrock(): Dialect {
  const answer = new AnswerWriter();
  let finishReason: FinishReason | undefined;

  function readDelta(delta: unknown, id: string): void {
    const reasoning = at(delta, 'reasoningContent');
    const signature = textAt(reasoning, 'signature');
    const redactedData = textAt(reasoning, 'redactedContent') || textAt(reasoning, 'data');
    if (at(delta, 'text') !== undefined) answer.text(textIn(at(delta, 'text')), { id });
    else if (signature) answer.sign('reasoning', { bedrock: { signature } }, { id });
    else if (redactedData) answer.sign('reasoning', { bedrock: { redactedData } }, { id });
    else if (reasoning) answer.reasoning(textIn(at(reasoning, 'text')), { id });
    else answer.tools.append(id, textIn(at(delta, 'toolUse', 'input')));
  }

  function readEvent(event: string, value: unknown): void {
    const id = keyAt(value, 'contentBlockIndex');
    switch (event) {
      case 'contentBlockStart': {
        const call = at(value, 'start', 'toolUse');
        if (!call) return undefined;
        return answer.tools.open(id, { id: textAt(call, 'toolUseId'), name: textAt(call, 'name') });
      }
      case 'contentBlockDelta':
        return readDelta(at(value, 'delta'), id);
      case 'contentBlockStop':
        answer.close();
        return answer.tools.close(id);
      case 'messageStop':
        answer.because(at(value, 'stopReason'));
        finishReason = finishReasonOf(at(value, 'stopReason')) ?? 'stop';
        return undefined;
      case 'metadata':
        return answer.metadata(usageOf(at(value, 'usage')));
      default:
        return undefined;
    }
  }

  // In JSON the name of an event is the one field of its object.
  function read(value: JsonObject, event: string): void {
    if (event !== 'message') return readEvent(event, value);
    for (const [name, inner] of Object.entries(value)) {
      if (!name.endsWith('Exception')) readEvent(name, inner);
      else if (isRecord(inner)) answer.fail(textAt(inner, 'message') || name);
    }
  }

  return jsonDialect(answer, {
    read,
    end: () => finishReason && answer.finish(finishReason),
  });
}
