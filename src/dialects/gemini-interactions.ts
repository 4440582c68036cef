import type { ProviderMetadata } from '../protocol/chat-event.ts';
import { at, textAt } from '../protocol/json.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { failureBy } from './failure.ts';
import { imageUrl } from './image-url.ts';
import { keyAt, listOf, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { countsOf, sumOf } from './usage.ts';

/**
 * Reads an event of Gemini's Interactions API, whose `interaction.completed` ends the answer. Source:
 * @google/genai 3.1.
 */
export function readInteraction(answer: AnswerWriter, value: JsonObject): void {
  const key = keyAt(value, 'index');
  switch (value['event_type']) {
    case 'interaction.created':
      return answer.start(at(value, 'interaction', 'id'), at(value, 'interaction', 'model'));
    case 'step.start':
      return startStep(answer, value['step'], key);
    case 'step.delta':
      return readDelta(answer, value['delta'], key);
    case 'step.stop':
      answer.close();
      return answer.tools.close(key);
    case 'interaction.completed':
      return end(answer, value['interaction']);
    default:
      return undefined;
  }
}

function startStep(answer: AnswerWriter, step: unknown, key: string): void {
  const type = textAt(step, 'type');
  const id = textAt(step, 'id');
  const providerMetadata = signatureOf(step);
  if (type === 'function_call') {
    answer.tools.open(key, { id, name: textAt(step, 'name'), providerMetadata });
  }
  for (const part of listOf(at(step, 'summary')))
    answer.reasoning(textAt(part, 'text'), { id: key });
  for (const part of listOf(at(step, 'content'))) readDelta(answer, part, key);
  if (type === 'thought' && providerMetadata)
    answer.sign('reasoning', providerMetadata, { id: key });
}

function readDelta(answer: AnswerWriter, delta: unknown, key: string): void {
  switch (at(delta, 'type')) {
    case 'text':
      return answer.text(textIn(at(delta, 'text')), { id: key });
    case 'thought_summary':
      return answer.reasoning(textAt(delta, 'content', 'text'), { id: key });
    case 'thought_signature':
      return sign(answer, delta, key);
    case 'arguments_delta':
      return answer.tools.append(key, textAt(delta, 'arguments'));
    case 'image':
      return readImage(answer, delta);
    default:
      return undefined;
  }
}

function sign(answer: AnswerWriter, delta: unknown, key: string): void {
  const providerMetadata = signatureOf(delta);
  if (!providerMetadata) return;
  if (answer.tools.has(key)) answer.tools.sign(key, providerMetadata);
  else answer.sign('reasoning', providerMetadata, { id: key });
}

function signatureOf(value: unknown): ProviderMetadata | undefined {
  const thoughtSignature = textAt(value, 'signature');
  return thoughtSignature ? { google: { thoughtSignature } } : undefined;
}

function readImage(answer: AnswerWriter, image: unknown): void {
  const { url, mediaType } = imageUrl(textAt(image, 'data'), textAt(image, 'mime_type'));
  answer.close();
  answer.emit({ type: 'file', url: textAt(image, 'uri') || url, mediaType });
}

function end(answer: AnswerWriter, interaction: unknown): void {
  const usage = at(interaction, 'usage');
  const reasoningTokens = at(usage, 'total_thought_tokens');
  answer.metadata(
    countsOf({
      promptTokens: sumOf(at(usage, 'total_input_tokens'), at(usage, 'total_tool_use_tokens')),
      cachedTokens: at(usage, 'total_cached_tokens'),
      outputTokens: sumOf(at(usage, 'total_output_tokens'), reasoningTokens),
      reasoningTokens,
    }),
  );
  switch (at(interaction, 'status')) {
    case 'failed':
      return answer.fail(failureBy(at(interaction, 'error')));
    case 'cancelled':
      return answer.abort();
    case 'incomplete':
    case 'budget_exceeded':
      return answer.finish('length');
    default:
      return answer.finish(answer.tools.isAsking ? 'tool-calls' : 'stop');
  }
}
