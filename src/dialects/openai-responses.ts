import type { ProviderMetadata } from '../protocol/chat-event.ts';
import { at, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { failureBy } from './failure.ts';
import { finishReasonOf } from './finish-reason.ts';
import { keepBlock, summedUp } from './kept-block.ts';
import { jsonDialect, keyAt, listOf, type JsonObject } from './json-dialect.ts';
import { mergeProviders } from './merge-providers.ts';
import { readHostedCall } from './openai-hosted-call.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/**
 * OpenAI responses; also a whole response in one piece. `response.completed`, `.incomplete` or
 * `.failed` ends the answer. A resumed tail may lack the beginning of its items, so a part that was
 * not streamed is taken from the event that ends it. Items go by their index: some gateways give
 * them a new id in every event. Source: openai 7.55.
 */
export function openaiResponses(): Dialect {
  const answer = new AnswerWriter();
  // What has come of each part.
  const seen = new Map<string, string>();
  // The responses before this one, whose indexes were their own; and how the newest ended.
  let step = '';
  // What is wanted back of the items, and the part with which each ends.
  const facts = new Map<string, ProviderMetadata>();
  const places = new Map<string, string>();
  let steps = 0;
  let ended: (() => void) | undefined;

  function write(kind: 'text' | 'reasoning' | 'refusal', delta: string, id: string): void {
    if (!delta) return;
    seen.set(id, (seen.get(id) ?? '') + delta);
    const item = id.slice(0, id.indexOf(':'));
    if (kind === 'refusal') return answer.refusal(delta);
    places.set(item, id);
    answer[kind](delta, { id, providerMetadata: facts.get(item) });
  }

  function writeRest(kind: 'text' | 'reasoning' | 'refusal', text: string, id: string): void {
    const said = seen.get(id) ?? '';
    if (text.startsWith(said)) write(kind, text.slice(said.length), id);
  }

  function openTool(item: unknown, key: string): void {
    const isText = at(item, 'type') === 'custom_tool_call';
    const id = textAt(item, 'call_id') || textAt(item, 'id');
    const providerMetadata = facts.get(key);
    answer.tools.open(key, { id, name: textAt(item, 'name'), isText, providerMetadata });
  }

  function readItem(item: unknown, key: string, isDone: boolean): void {
    const type = textAt(item, 'type');
    if (!facts.has(key)) keepFacts(item, key);
    if (type === 'function_call' || type === 'custom_tool_call') {
      openTool(item, key);
      const input = textAt(item, 'arguments') || textAt(item, 'input');
      if (isDone) answer.tools.close(key, input || undefined);
      else if (input) answer.tools.expect(key, input);
    } else if (type === 'message' || type === 'reasoning') {
      if (isDone) readWholeItem(item, key);
    } else if (type.startsWith('compaction')) readCompaction(item);
    else readHostedCall(answer, item, key, isDone);
  }

  function readCompaction(item: unknown): void {
    const itemId = textAt(item, 'id');
    const encryptedContent = textAt(item, 'encrypted_content');
    if (!encryptedContent || seen.has(`compaction ${itemId}`)) return;
    seen.set(`compaction ${itemId}`, '');
    keepBlock(answer, 'openai', { type: 'compaction', itemId, encryptedContent }, summedUp);
  }

  // At the end the whole response comes once more; a gateway may have left its parts out, or all of it comes in one piece.
  function readOutput(response: unknown): void {
    const isAll = answer.isEmpty;
    for (const [index, item] of listOf(at(response, 'output')).entries()) {
      const type = textAt(item, 'type');
      const texts = listOf(at(item, 'content')).map((part) => textIn(at(part, 'text') ?? ''));
      const isSaid = type === 'message' && texts.every((text) => answer.hasSaid(text));
      const isKnown = answer.tools.hasId(textAt(item, 'call_id') || textAt(item, 'id'));
      if (isAll) readItem(item, `${step}${index}`, true);
      else if (type === 'message' && !isSaid) readSummary(item);
      else if (type === 'function_call' && !isKnown) readItem(item, `${step}end${index}`, true);
    }
  }

  function readSummary(item: unknown): void {
    for (const part of listOf(at(item, 'content')))
      answer.rest('text', textIn(at(part, 'text') ?? ''));
  }

  function startResponse(response: unknown): void {
    if (ended) {
      ended = undefined;
      steps++;
      step = `${steps}.`;
      answer.step();
    }
    answer.start(at(response, 'id'), at(response, 'model'));
  }

  function readWholeItem(item: unknown, key: string): void {
    for (const [index, part] of listOf(at(item, 'summary')).entries()) {
      writeRest('reasoning', textAt(part, 'text'), `${key}:s${index}`);
    }
    for (const [index, part] of listOf(at(item, 'content')).entries()) {
      readPart(part, `${key}:${index}`);
    }
    const reasoningEncryptedContent = at(item, 'encrypted_content');
    if (reasoningEncryptedContent) {
      const id = places.get(key) ?? `${key}:s0`;
      const providerMetadata = facts.get(key);
      const openai = { reasoningEncryptedContent };
      answer.sign('reasoning', mergeProviders(providerMetadata, { openai }), { id });
    }
    answer.close();
  }

  function keepFacts(item: unknown, key: string): void {
    const itemId = textAt(item, 'id');
    const phase = textAt(item, 'phase');
    if (itemId) facts.set(key, { openai: { itemId, ...(phase && { phase }) } });
  }

  function readPart(part: unknown, id: string): void {
    const isReasoning = at(part, 'type') === 'reasoning_text';
    writeRest(isReasoning ? 'reasoning' : 'text', textAt(part, 'text'), id);
    writeRest('refusal', textAt(part, 'refusal'), `${id}r`);
    for (const note of listOf(at(part, 'annotations'))) readAnnotation(note);
  }

  function readAnnotation(note: unknown): void {
    const url = textAt(note, 'url');
    if (url) answer.source(url, textAt(note, 'title'));
    else answer.document(textAt(note, 'file_id'), textAt(note, 'filename'));
  }

  function end(response: unknown, type: string): void {
    const status = textAt(response, 'status') || type;
    answer.metadata(usageOf(at(response, 'usage')));
    readOutput(response);
    if (status.endsWith('failed')) {
      answer.fail(failureBy(at(response, 'error')));
    } else if (status.endsWith('cancelled')) answer.abort();
    else if (status.endsWith('incomplete')) {
      const reason = at(response, 'incomplete_details', 'reason');
      answer.because(reason);
      answer.finish(finishReasonOf(reason) ?? 'other');
    } else if (answer.tools.isAsking) ended = () => answer.finish('tool-calls');
    else answer.finish('stop');
  }

  function read(value: JsonObject): void {
    const type = textAt(value, 'type');
    const key = step + keyAt(value, 'output_index' in value ? 'output_index' : 'item_id');
    switch (type) {
      case 'response.created':
      case 'response.queued':
      case 'response.in_progress':
        return startResponse(value['response']);
      case 'response.output_item.added':
      case 'response.output_item.done':
        return readItem(value['item'], key, type.endsWith('done'));
      case 'response.output_text.annotation.added':
        return readAnnotation(value['annotation']);
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
      case 'response.mcp_call_arguments.delta':
      case 'response.code_interpreter_call_code.delta':
        return answer.tools.append(key, textIn(value['delta']));
      case 'response.image_generation_call.partial_image':
        return readHostedCall(answer, { ...value, type: 'partial_image' }, key, false);
      case 'response.completed':
      case 'response.done':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
        return end(value['response'], type);
      case '':
        return readWhole(value);
      default:
        return readWords(type, value, key);
    }
  }

  function readWhole(response: JsonObject): void {
    answer.start(response['id'], response['model']);
    // A response in the background has only been taken on.
    const isAhead = /^(?:queued|in_progress)$/.test(textAt(response, 'status'));
    if (!isAhead) end(response, 'response.completed');
  }

  // What is said, in pieces (`delta`) and once more as a whole (`done`).
  function readWords(type: string, value: JsonObject, key: string): void {
    const content = `${key}:${keyAt(value, 'content_index')}`;
    const summary = `${key}:s${keyAt(value, 'summary_index')}`;
    const delta = textIn(value['delta']);
    switch (type) {
      case 'response.output_text.delta':
        return write('text', delta, content);
      case 'response.output_text.done':
        return writeRest('text', textAt(value, 'text'), content);
      case 'response.refusal.delta':
        return write('refusal', delta, `${content}r`);
      case 'response.refusal.done':
        return writeRest('refusal', textAt(value, 'refusal'), `${content}r`);
      case 'response.reasoning_text.delta':
        return write('reasoning', delta, content);
      case 'response.reasoning_text.done':
        return writeRest('reasoning', textAt(value, 'text'), content);
      case 'response.content_part.done':
        return readPart(value['part'], content);
      default:
        return readNew(type, value, delta, summary);
    }
  }

  // Summaries, and reasoning under the other names that it has had and may have.
  function readNew(type: string, value: JsonObject, delta: string, id: string): void {
    if (/^response\.reasoning\w*\.delta$/.test(type)) write('reasoning', delta, id);
    else if (/^response\.reasoning\w*\.done$/.test(type)) {
      writeRest('reasoning', textAt(value, 'text'), id);
    }
  }

  // After a call the answer may go on, in another response.
  const done = () => (ended ? ended() : !answer.isEmpty && answer.finish('stop'));
  return jsonDialect(answer, { read, done, end: () => ended?.() });
}
