import { at, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { failureBy } from './failure.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, keyAt, listOf, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { countsOf } from './usage.ts';

/**
 * Cohere's chat v2; also a whole answer in one piece. The plan that comes before tool calls is
 * reasoning. `message-end` ends the answer. Source: docs.cohere.com, chat stream v2.
 */
export function cohere(): Dialect {
  const answer = new AnswerWriter();

  function readContent(content: unknown, id?: string): void {
    const reasoning = textIn(at(content, 'thinking'));
    if (reasoning) answer.reasoning(reasoning, { id });
    else answer.text(textIn(at(content, 'text')), { id });
  }

  function readCall(call: unknown, key: string): void {
    const name = textAt(call, 'function', 'name');
    if (name) answer.tools.open(key, { id: textAt(call, 'id'), name });
    answer.tools.append(key, textAt(call, 'function', 'arguments'));
  }

  function readCitation(citation: unknown): void {
    for (const source of listOf(at(citation, 'sources'))) {
      const document = at(source, 'document');
      const title = textAt(document, 'title');
      const url = textAt(document, 'url');
      const id = textAt(document, 'id') || textAt(source, 'id');
      if (url) answer.source(url, title);
      else answer.document(id, title);
    }
  }

  function end(facts: unknown): void {
    const usage = at(facts, 'usage');
    answer.metadata(
      countsOf({
        promptTokens: at(usage, 'tokens', 'input_tokens'),
        cachedTokens: at(usage, 'cached_tokens'),
        outputTokens: at(usage, 'tokens', 'output_tokens'),
      }),
    );
    const error = at(facts, 'error');
    answer.because(at(facts, 'finish_reason'));
    if (error) answer.fail(failureBy(error));
    else answer.finish(finishReasonOf(at(facts, 'finish_reason')) ?? 'stop');
  }

  function readWhole(value: JsonObject): void {
    const message = value['message'];
    answer.start(value['id']);
    answer.reasoning(textAt(message, 'tool_plan'));
    for (const content of listOf(at(message, 'content'))) readContent(content);
    for (const [index, call] of listOf(at(message, 'tool_calls')).entries()) {
      readCall(call, String(index));
    }
    for (const citation of listOf(at(message, 'citations'))) readCitation(citation);
    end(value);
  }

  return jsonDialect(answer, {
    read(value) {
      const message = at(value, 'delta', 'message');
      const key = keyAt(value, 'index');
      switch (value['type']) {
        case undefined:
          return readWhole(value);
        case 'message-start':
          return answer.start(value['id']);
        case 'content-start':
        case 'content-delta':
          return readContent(at(message, 'content'), key);
        case 'tool-plan-delta':
          return answer.reasoning(textAt(message, 'tool_plan'));
        case 'content-end':
          return answer.close();
        case 'tool-call-start':
        case 'tool-call-delta':
          return readCall(at(message, 'tool_calls'), key);
        case 'tool-call-end':
          return answer.tools.close(key);
        case 'citation-start':
          return readCitation(at(message, 'citations'));
        case 'message-end':
          return end(value['delta']);
        default:
          return undefined;
      }
    },
  });
}
