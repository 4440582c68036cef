import type { FinishReason } from '../protocol/chat-event.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import { claudeAgent } from './claude-agent.ts';
import type { Dialect } from './dialect.ts';
import { failureBy } from './failure.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, keyAt, listOf, type JsonObject } from './json-dialect.ts';
import { keepBlock, summedUp } from './kept-block.ts';
import { textIn } from './text-in.ts';
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
  const eventsIn = claudeAgent();
  // What a block began with: some gateways send it once more as its first delta.
  let held:
    | { readonly kind: 'text' | 'reasoning'; readonly said: string; readonly id: string }
    | undefined;
  // A message has ended, and another may follow: agents write several behind one address.
  let isOver = false;
  // The summary of an older part of the conversation, while it comes.
  let compaction: JsonObject | undefined;
  // The blocks that a message begins with.
  let opening: readonly unknown[] = [];

  function startMessage(message: unknown): void {
    if (isOver) answer.step();
    isOver = false;
    text = undefined;
    answer.start(at(message, 'id'), at(message, 'model'));
    readEnd(message, at(message, 'usage'));
    opening = listOf(at(message, 'content'));
  }

  // A message that does not stream has all its blocks at its start; one that does has them once more.
  function readOpening(): void {
    for (const [index, block] of opening.entries()) {
      startBlock(block, `start-${index}`);
      stopBlock(`start-${index}`);
    }
    opening = [];
  }

  // After its parts a whole message is a summary.
  function readWhole(message: JsonObject): void {
    if (answer.isEmpty) {
      startMessage(message);
      return readOpening();
    }
    readEnd(message, message['usage']);
    for (const block of listOf(message['content'])) {
      const said = textIn(at(block, 'text'));
      if (at(block, 'type') === 'text' && !answer.hasSaid(said))
        answer.rest('text', said, { id: text });
    }
  }

  function hold(kind: 'text' | 'reasoning', said: string, id: string): void {
    release();
    if (said) held = { kind, said, id };
  }

  // Writes what a block began with, unless its first delta begins with it too.
  function release(delta = ''): void {
    if (!held) return;
    const { kind, said, id } = held;
    held = undefined;
    if (!delta.startsWith(said)) answer[kind](said, { id });
  }

  function write(kind: 'text' | 'reasoning', delta: string, id: string): void {
    release(delta);
    answer[kind](delta, { id });
  }

  function startBlock(block: unknown, index: string): void {
    const type = textAt(block, 'type');
    release();
    text = type === 'text' ? (text ?? index) : undefined;
    if (type === 'text') hold('text', textIn(at(block, 'text')), text ?? index);
    else if (type === 'thinking') hold('reasoning', textIn(at(block, 'thinking')), index);
    else if (type === 'redacted_thinking') {
      answer.sign('reasoning', { anthropic: { redactedData: at(block, 'data') } }, { id: index });
    } else if (type === 'fallback') handOver(block);
    else if (type === 'compaction' && isRecord(block)) compaction = block;
    else if (type.endsWith('tool_use')) startTool(block, index, type !== 'tool_use');
    else if (type.endsWith('tool_result')) readResult(block, type);
    if (textAt(block, 'signature') && !compaction)
      signatures.set(index, textAt(block, 'signature'));
    for (const citation of listOf(at(block, 'citations'))) readCitation(citation);
  }

  // Another model goes on, as the one that was asked has declined.
  function handOver(block: unknown): void {
    const [from, to] = [at(block, 'from'), at(block, 'to')];
    const model = textAt(to, 'model');
    const told = `“${textAt(from, 'model')}” declined to answer; “${model}” goes on.`;
    keepBlock(answer, 'anthropic', { type: 'fallback', from, to }, told);
    if (model) answer.emit({ type: 'message-metadata', messageMetadata: { model } });
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
        return write('text', textIn(at(delta, 'text')), text ?? id);
      case 'thinking_delta':
        return write('reasoning', textIn(at(delta, 'thinking')), id);
      case 'input_json_delta':
        return answer.tools.append(id, textAt(delta, 'partial_json'));
      case 'signature_delta':
        signatures.set(id, (signatures.get(id) ?? '') + textAt(delta, 'signature'));
        return undefined;
      case 'compaction_delta':
        compaction = { ...compaction, ...(delta as JsonObject) };
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
    release();
    if (compaction) keepBlock(answer, 'anthropic', { ...compaction, type: 'compaction' }, summedUp);
    compaction = undefined;
    if (text !== undefined) return;
    const signature = signatures.get(index);
    if (signature) answer.sign('reasoning', { anthropic: { signature } }, { id: index });
    answer.close();
    answer.tools.close(index);
  }

  // Counts are cumulative, and an event may leave out those that did not change.
  function readEnd(facts: unknown, counts: unknown): void {
    const reason = at(facts, 'stop_reason');
    answer.because(reason, at(facts, 'stop_details', 'explanation'));
    finishReason = finishReasonOf(reason) ?? finishReason;
    if (!isRecord(counts)) return;
    for (const [name, count] of Object.entries(counts)) if (count !== null) usage[name] = count;
  }

  // Some gateways leave out the last event; a call may only be what it asks for by then.
  function isToldOver(): boolean {
    return finishReason !== undefined && finishReason !== 'tool-calls' && !answer.isEmpty;
  }

  function end(): void {
    release();
    answer.metadata(usageOf(usage));
    answer.finish(finishReason ?? 'stop');
  }

  function read(value: JsonObject): void {
    const index = keyAt(value, 'index');
    switch (value['type']) {
      case 'message_start':
        return startMessage(value['message']);
      case 'content_block_start':
        opening = [];
        return startBlock(value['content_block'], index);
      case 'content_block_delta':
        return readDelta(value['delta'], index);
      case 'content_block_stop':
        return stopBlock(index);
      case 'message_delta':
        return readEnd(value['delta'], value['usage']);
      // After a call the answer may go on; all else is its end.
      case 'message_stop':
        isOver = true;
        readOpening();
        return finishReason === 'tool-calls' ? undefined : end();
      case 'error':
        return answer.fail(failureBy(value));
      case 'message':
        readWhole(value);
        return end();
      default:
        return undefined;
    }
  }

  return jsonDialect(answer, {
    read(value) {
      for (const event of eventsIn(value)) read(event);
    },
    done: () => (isOver || isToldOver()) && end(),
    end: () => (isOver || isToldOver()) && end(),
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
