import type { FinishReason } from '../protocol/chat-event.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import { finishReasonOf } from './finish-reason.ts';
import { jsonDialect, listOf, type JsonObject } from './json-dialect.ts';
import { llamaProgress, llamaTimings } from './llama-timings.ts';
import { usageOf } from './usage.ts';

/**
 * OpenAI chat completions, as OpenAI, Azure, vLLM, llama.cpp, OpenRouter, DeepSeek, Mistral and many
 * others stream them; also a whole answer in one piece. The first choice is read. `[DONE]` or a
 * `finish_reason` ends the answer. Source: openai 7.55 and the providers' documentation.
 */
export function openaiChat({ reasoning = 'tags' }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning);
  let finishReason: FinishReason | undefined;
  // Some hosts leave the index of a call out, or give every call the same one.
  const keys = new Map<number, string>();
  let newest = '';

  function end(): void {
    answer.finish(finishReason ?? 'stop');
  }

  function keyOf(call: unknown): string {
    const index = Number(at(call, 'index') ?? -1);
    const id = textAt(call, 'id');
    const isNew = textAt(call, 'function', 'name') !== '' || textAt(call, 'custom', 'name') !== '';
    const known = index < 0 ? newest : keys.get(index);
    const isOther = id !== '' && isNew && answer.tools.idOf(known ?? '') !== id;
    if (known && !isOther && !(index < 0 && isNew && id === '')) return known;
    newest = String(answer.tools.size);
    if (index >= 0) keys.set(index, newest);
    return newest;
  }

  function readCall(call: unknown): void {
    const key = keyOf(call);
    const isText = textAt(call, 'type') === 'custom' || at(call, 'custom') !== undefined;
    const name = textAt(call, 'function', 'name') || textAt(call, 'custom', 'name');
    answer.tools.open(key, { id: textAt(call, 'id'), name, isText });
    const input = at(call, 'function', 'arguments') ?? at(call, 'custom', 'input');
    if (isRecord(input)) answer.tools.close(key, input);
    else if (typeof input === 'string') answer.tools.append(key, input);
  }

  function readDelta(delta: JsonObject): void {
    const { content, refusal, tool_calls: calls } = delta;
    answer.reasoning(reasoningOf(delta));
    if (typeof content === 'string') answer.text(content);
    else if (Array.isArray(content)) for (const part of content) readContent(part);
    if (typeof refusal === 'string' && refusal) answer.refusal(refusal);
    if (Array.isArray(calls)) for (const call of calls) readCall(call);
    if (isRecord(delta['function_call'])) readCall({ index: 0, function: delta['function_call'] });
    if (isRecord(delta['audio'])) answer.text(textAt(delta['audio'], 'transcript'));
    readExtras(delta);
  }

  // Mistral sends parts where others send text.
  function readContent(part: unknown): void {
    const thinking = at(part, 'thinking');
    if (typeof thinking === 'string') answer.reasoning(thinking);
    else if (Array.isArray(thinking)) {
      for (const piece of thinking) answer.reasoning(textAt(piece, 'text'));
    } else answer.text(textAt(part, 'text'));
  }

  function readExtras({ images, annotations }: JsonObject): void {
    for (const image of listOf(images)) {
      const url = textAt(image, 'image_url', 'url');
      const mediaType = /^data:([\w/+.-]+)/.exec(url)?.[1] ?? 'image/png';
      if (url) answer.emit({ type: 'file', url, mediaType });
    }
    for (const note of listOf(annotations)) {
      answer.source(textAt(note, 'url_citation', 'url'), textAt(note, 'url_citation', 'title'));
    }
  }

  function readChunk(chunk: JsonObject): void {
    answer.start(chunk['id'], chunk['model']);
    const choices = listOf(chunk['choices']);
    const choice = choices.find((one) => !at(one, 'index'));
    const delta = at(choice, 'delta') ?? at(choice, 'message');
    if (isRecord(delta)) readDelta(delta);
    finishReason = finishReasonOf(at(choice, 'finish_reason')) ?? finishReason;
    const usage = chunk['usage'] ?? at(chunk, 'x_groq', 'usage') ?? at(choice, 'usage');
    if (chunk['timings']) answer.metadata(llamaTimings(chunk['timings']));
    if (isRecord(usage)) answer.metadata(usageOf(usage));
    if (chunk['prompt_progress']) answer.emit(llamaProgress(chunk['prompt_progress']));
    for (const url of listOf(chunk['citations'])) if (typeof url === 'string') answer.source(url);
  }

  return jsonDialect(answer, {
    read: readChunk,
    done: end,
    end: () => finishReason && end(),
  });
}

// The same reasoning may stand in several fields of one delta.
function reasoningOf(delta: JsonObject): string {
  const { reasoning_content: content, reasoning, reasoning_details: details } = delta;
  if (typeof content === 'string' && content) return content;
  if (typeof reasoning === 'string' && reasoning) return reasoning;
  let text = '';
  for (const detail of listOf(details)) text += textAt(detail, 'text') || textAt(detail, 'summary');
  return text;
}
