import type { FinishReason } from '../protocol/chat-event.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import { unwrapped } from './envelope.ts';
import { extraOf } from './extra-content.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, listOf, type JsonObject } from './json-dialect.ts';
import { llamaProgress, llamaTimings } from './llama-timings.ts';
import { OpenaiCalls } from './openai-calls.ts';
import { isReasoning, reasoningOf } from './openai-reasoning.ts';
import { ReasoningDetails } from './reasoning-details.ts';
import { textIn } from './text-in.ts';
import { usageOf } from './usage.ts';

/**
 * OpenAI chat completions, as OpenAI, Azure, vLLM, llama.cpp, OpenRouter, DeepSeek, Mistral and many
 * others stream them; also a whole answer in one piece. The first choice is read. `[DONE]` or a
 * `finish_reason` ends the answer. Source: openai 7.55 and the providers' documentation.
 */
export function openaiChat({ reasoning = 'tags', reasoningTags }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  const calls = new OpenaiCalls(answer.tools);
  const details = new ReasoningDetails(answer);
  let finishReason: FinishReason | undefined;
  // Whether a whole message has come, as hosts send it that do not stream.
  let isMessage = false;
  let id = '';

  function end(): void {
    calls.settle();
    details.settle();
    // Nothing was said, not even why it ended.
    if (answer.isEmpty && !finishReason) return;
    answer.finish(finishReason ?? 'stop');
  }

  function readDelta(delta: JsonObject, isLast = false): void {
    const { content, refusal } = delta;
    const thought = reasoningOf(delta);
    if (thought) write('reasoning', thought);
    details.read(delta);
    if (Array.isArray(content)) for (const part of content) readContent(part);
    else if (isLast) answer.last(textIn(content));
    else write('text', textIn(content));
    if (typeof refusal === 'string' && refusal) answer.refusal(refusal);
    const extra = extraOf(delta);
    if (extra) answer.sign(answer.openKind ?? 'text', extra);
    const pieces = delta['tool_calls'];
    if (isRecord(pieces)) for (const call of listOf([pieces].flat())) calls.read(call);
    if (isRecord(delta['function_call']))
      calls.read({ index: 0, function: delta['function_call'] });
    if (isRecord(delta['audio'])) write('text', textAt(delta['audio'], 'transcript'));
    readExtras(delta);
  }

  // Agents behind one address write several messages: what they called they have run by then.
  function readNext(delta: JsonObject, name: string, isLast: boolean): void {
    if (finishReason === 'tool-calls' && name !== id && saysMore(delta)) {
      calls.startStep();
      answer.step();
      finishReason = undefined;
    }
    if (saysMore(delta)) id = name;
    readDelta(delta, isLast);
  }

  function write(kind: 'text' | 'reasoning', delta: string): void {
    if (!delta) return;
    calls.settle();
    answer[kind](delta);
  }

  // After deltas the whole message is a summary; it adds what has not come. Some hosts call each delta a message.
  function readMessage(message: JsonObject, isSummary: boolean): void {
    const isFirst = answer.isEmpty;
    isMessage ||= isFirst || isSummary;
    const { content } = message;
    const isDelta = isMessage && !isSummary && !answer.begins(textIn(content));
    if (isFirst || isDelta) return readDelta(message);
    answer.rest('reasoning', reasoningOf(message));
    answer.rest('text', textIn(content));
    for (const call of listOf(message['tool_calls'])) calls.readWhole(call);
    readExtras(message);
  }

  // Mistral sends parts where others send text.
  function readContent(part: unknown): void {
    const thinking = at(part, 'thinking');
    const image = textAt(part, 'image_url', 'url') || textAt(part, 'image_url');
    if (thinking !== undefined) write('reasoning', textIn(thinking));
    else if (isReasoning(part)) write('reasoning', textIn(part));
    else if (image) readImage(image);
    else if (!/^(?:reference|tool_reference|document_url)$/.test(textAt(part, 'type'))) {
      write('text', textIn(part));
    }
  }

  function readImage(url: string): void {
    const mediaType = /^data:([\w/+.-]+)/.exec(url)?.[1] ?? 'image/png';
    if (url) answer.emit({ type: 'file', url, mediaType });
  }

  function readExtras({ images, annotations }: JsonObject): void {
    for (const image of listOf(images)) readImage(textAt(image, 'image_url', 'url'));
    for (const note of listOf(annotations)) {
      answer.source(textAt(note, 'url_citation', 'url'), textAt(note, 'url_citation', 'title'));
    }
  }

  function readChunk(frame: JsonObject): void {
    const chunk = unwrapped(frame);
    answer.start(chunk['id'], chunk['model']);
    const choices = listOf(chunk['choices']);
    const choice = choices.find((one) => !at(one, 'index'));
    const isSummary = chunk['object'] === 'chat.completion';
    const delta = isSummary ? undefined : at(choice, 'delta');
    const message = at(choice, 'message') ?? at(choice, 'delta');
    const reason = at(choice, 'finish_reason');
    if (isRecord(delta)) readNext(delta, textAt(chunk, 'id'), Boolean(reason));
    else if (isRecord(message)) readMessage(message, isSummary);
    answer.because(reason);
    finishReason = finishReasonOf(reason) ?? finishReason;
    if (isSnowflakesLast(message, chunk['usage'])) finishReason ??= 'stop';
    const usage = chunk['usage'] ?? at(chunk, 'x_groq', 'usage') ?? at(choice, 'usage');
    if (chunk['timings']) answer.metadata(llamaTimings(chunk['timings']));
    if (isRecord(usage)) answer.metadata(usageOf(usage));
    if (chunk['prompt_progress']) answer.emit(llamaProgress(chunk['prompt_progress']));
    for (const url of listOf(chunk['citations'])) if (typeof url === 'string') answer.source(url);
  }

  return jsonDialect(answer, {
    read: readChunk,
    done: end,
    end: (isWhole) => (finishReason || (isWhole && isMessage)) && end(),
  });
}

function saysMore(delta: JsonObject): boolean {
  return Boolean(delta['content'] || reasoningOf(delta)) || listOf(delta['tool_calls']).length > 0;
}

// Snowflake's Cortex says no more of its end than what it has used.
function isSnowflakesLast(delta: unknown, usage: unknown): boolean {
  return at(delta, 'content_list') !== undefined && at(usage, 'total_tokens') !== undefined;
}
