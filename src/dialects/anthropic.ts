import type { FinishReason } from '../protocol/chat-event.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, keyAt, listOf, type JsonObject } from './json-dialect.ts';
import { countsOf, sumOf } from './usage.ts';

/**
 * Anthropic's messages; also a whole message in one piece. `message_stop` ends the answer. Source:
 * @anthropic-ai/sdk 1.10 and its documentation.
 */
export function anthropic(): Dialect {
  const answer = new AnswerWriter();
  let finishReason: FinishReason | undefined;
  // Of the blocks that are open, by index: what they are, and the signature of their reasoning.
  const signatures = new Map<string, string>();
  const usage: Record<string, unknown> = {};
  // The block with which the present text began: a text is cut into blocks at its citations.
  let text: string | undefined;

  function startMessage(message: unknown): void {
    answer.start(at(message, 'id'), at(message, 'model'));
    readEnd(message, at(message, 'usage'));
    for (const [index, block] of listOf(at(message, 'content')).entries()) {
      startBlock(block, `start-${index}`);
      stopBlock(`start-${index}`);
    }
  }

  function startBlock(block: unknown, index: string): void {
    const type = textAt(block, 'type');
    text = type === 'text' ? (text ?? index) : undefined;
    if (type === 'text') answer.text(textAt(block, 'text'), { id: text });
    else if (type === 'thinking') answer.reasoning(textAt(block, 'thinking'), { id: index });
    else if (type.endsWith('tool_use')) startTool(block, index, type !== 'tool_use');
    else if (type.endsWith('tool_result')) readResult(block, type);
    if (textAt(block, 'signature')) signatures.set(index, textAt(block, 'signature'));
    for (const citation of listOf(at(block, 'citations'))) readCitation(citation);
  }

  function startTool(block: unknown, index: string, isHosted: boolean): void {
    answer.tools.open(index, { id: textAt(block, 'id'), name: textAt(block, 'name'), isHosted });
    const input = at(block, 'input');
    // The input of a call that streams begins as an empty object.
    if (isRecord(input) && Object.keys(input).length > 0) answer.tools.close(index, input);
  }

  function readResult(block: unknown, type: string): void {
    const id = textAt(block, 'tool_use_id');
    const content = at(block, 'content');
    const isError = at(block, 'is_error') === true || textAt(content, 'type').endsWith('_error');
    const facts = { toolCallId: id, dynamic: true, providerExecuted: true } as const;
    answer.close();
    if (!isError) answer.emit({ type: 'tool-output-available', ...facts, output: content });
    else {
      const errorText = textAt(content, 'error_code') || textAt(content, 0, 'text') || type;
      answer.emit({ type: 'tool-output-error', ...facts, errorText });
    }
  }

  function readDelta(delta: unknown, id: string): void {
    switch (at(delta, 'type')) {
      case 'text_delta':
        return answer.text(textAt(delta, 'text'), { id: text ?? id });
      case 'thinking_delta':
        return answer.reasoning(textAt(delta, 'thinking'), { id });
      case 'input_json_delta':
        return answer.tools.append(id, textAt(delta, 'partial_json'));
      case 'signature_delta':
        signatures.set(id, (signatures.get(id) ?? '') + textAt(delta, 'signature'));
        return undefined;
      case 'citations_delta':
        return readCitation(at(delta, 'citation'));
      default:
        return undefined;
    }
  }

  function readCitation(citation: unknown): void {
    const url = textAt(citation, 'url');
    const title = textAt(citation, 'title') || textAt(citation, 'document_title');
    if (url) answer.source(url, title);
    else answer.document(`document-${keyAt(citation, 'document_index')}`, title);
  }

  function stopBlock(index: string): void {
    if (text !== undefined) return;
    const signature = signatures.get(index);
    answer.close(signature ? { anthropic: { signature } } : undefined);
    answer.tools.close(index);
  }

  // Counts are cumulative, and an event may leave out those that did not change.
  function readEnd(facts: unknown, counts: unknown): void {
    finishReason = finishReasonOf(at(facts, 'stop_reason')) ?? finishReason;
    if (!isRecord(counts)) return;
    for (const [name, count] of Object.entries(counts)) if (count !== null) usage[name] = count;
  }

  function end(): void {
    answer.metadata(usageOf(usage));
    answer.finish(finishReason ?? 'stop');
  }

  return jsonDialect(answer, {
    read(value) {
      const index = keyAt(value, 'index');
      switch (value['type']) {
        case 'message_start':
          return startMessage(value['message']);
        case 'content_block_start':
          return startBlock(value['content_block'], index);
        case 'content_block_delta':
          return readDelta(value['delta'], index);
        case 'content_block_stop':
          return stopBlock(index);
        case 'message_delta':
          return readEnd(value['delta'], value['usage']);
        case 'message_stop':
          return end();
        case 'message':
          startMessage(value);
          return end();
        default:
          return undefined;
      }
    },
  });
}

// The input that was not cached is counted by itself.
function usageOf(usage: JsonObject): ReturnType<typeof countsOf> {
  const cachedTokens = usage['cache_read_input_tokens'];
  return countsOf({
    promptTokens: sumOf(usage['input_tokens'], cachedTokens, usage['cache_creation_input_tokens']),
    cachedTokens,
    outputTokens: usage['output_tokens'],
  });
}
