import type { FinishReason, ProviderMetadata } from '../protocol/chat-event.ts';
import { at, isRecord, textAt } from '../protocol/json.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { camelCased, unwrapped } from './envelope.ts';
import { finishReasonOf } from './finish-reason.ts';
import { readInteraction } from './gemini-interactions.ts';
import { imageUrl } from './image-url.ts';
import { setJsonPath } from './json-path.ts';
import { jsonDialect, listOf, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';
import { countsOf, sumOf } from './usage.ts';

/**
 * Google Gemini's `streamGenerateContent`, as server-sent events, as a JSON array, or whole. The first
 * candidate is read; the events of the Interactions API are read too. There is no end marker: a stream is whole when a `finishReason` or a blocked
 * prompt was told before it ended. Source: @google/genai 3.1.
 */
export function gemini(): Dialect {
  const answer = new AnswerWriter();
  let finishReason: FinishReason | undefined;
  // The call whose arguments come in pieces.
  let open: { readonly key: string; readonly input: Record<string, unknown> } | undefined;
  let code: string | undefined;

  function readPart(part: unknown, isLast: boolean): void {
    const text = textIn(at(part, 'text'));
    const call = at(part, 'functionCall');
    const isThought = at(part, 'thought') === true;
    const kind = isThought ? 'reasoning' : 'text';
    const signed = signatureOf(part);
    if (text && isLast && !isThought) answer.last(text);
    else if (text) answer[kind](text);
    if (call !== undefined) readCall(call, signed);
    else if (at(part, 'inlineData') || at(part, 'fileData')) readFile(part, isThought, signed);
    else if (at(part, 'executableCode')) readCode(at(part, 'executableCode'), signed);
    // The last signature of a text may come without words.
    else if (signed) answer.sign(text ? kind : (answer.openKind ?? kind), signed);
    if (at(part, 'codeExecutionResult')) readResult(at(part, 'codeExecutionResult'));
  }

  function readCall(call: unknown, signed: ProviderMetadata | undefined): void {
    const name = textAt(call, 'name');
    const willContinue = at(call, 'willContinue') === true;
    if (name) {
      closeCall();
      open = { key: String(answer.tools.size), input: {} };
      answer.tools.open(open.key, { id: textAt(call, 'id'), name, providerMetadata: signed });
    }
    if (!open) return;
    if (signed) answer.tools.sign(open.key, signed);
    const args = at(call, 'args');
    if (isRecord(args)) Object.assign(open.input, args);
    for (const piece of listOf(at(call, 'partialArgs'))) readPiece(piece, open.input);
    if (!willContinue) closeCall();
  }

  function closeCall(): void {
    if (open) answer.tools.close(open.key, open.input);
    open = undefined;
  }

  function readFile(
    part: unknown,
    isThought: boolean,
    providerMetadata: ProviderMetadata | undefined,
  ): void {
    const { url, mediaType } = at(part, 'inlineData')
      ? imageUrl(textAt(part, 'inlineData', 'data'), textAt(part, 'inlineData', 'mimeType'))
      : {
          url: textAt(part, 'fileData', 'fileUri'),
          mediaType: textAt(part, 'fileData', 'mimeType'),
        };
    answer.close();
    const signed = providerMetadata && { providerMetadata };
    answer.emit({ type: isThought ? 'reasoning-file' : 'file', url, mediaType, ...signed });
  }

  function readCode(input: unknown, providerMetadata: ProviderMetadata | undefined): void {
    code = String(answer.tools.size);
    const id = textAt(input, 'id');
    const facts = { id, name: 'code_execution', isHosted: true, providerMetadata };
    answer.tools.open(code, facts);
    answer.tools.close(code, input);
  }

  function readResult(result: unknown): void {
    if (code !== undefined) answer.tools.output(code, result);
  }

  function readSources(candidate: unknown): void {
    for (const chunk of listOf(at(candidate, 'groundingMetadata', 'groundingChunks'))) {
      const page = at(chunk, 'web') ?? at(chunk, 'maps') ?? at(chunk, 'retrievedContext');
      answer.source(textAt(page, 'uri'), textAt(page, 'title'));
    }
  }

  function readChunk(frame: JsonObject): void {
    if ('event_type' in frame) return readInteraction(answer, frame);
    const chunk = chunkOf(frame);
    answer.start(chunk['responseId'], chunk['modelVersion']);
    const candidate = listOf(chunk['candidates']).find((one) => !at(one, 'index'));
    const parts = listOf(at(candidate, 'content', 'parts'));
    const isLast = parts.length === 1 && at(candidate, 'finishReason') !== undefined;
    for (const part of parts) readPart(part, isLast);
    readSources(candidate);
    answer.metadata(usageOf(chunk['usageMetadata']));
    const isBlocked = at(chunk, 'promptFeedback', 'blockReason') !== undefined;
    answer.because(undefined, at(chunk, 'promptFeedback', 'blockReasonMessage'));
    answer.because(at(candidate, 'finishReason'), at(candidate, 'finishMessage'));
    const reason = isBlocked ? 'content-filter' : finishReasonOf(at(candidate, 'finishReason'));
    finishReason = reason ?? finishReason;
  }

  // Some models tell a reason in every chunk, so only the end of the stream is the end.
  function end(): void {
    if (!finishReason) return;
    closeCall();
    const isCall = finishReason === 'stop' && answer.tools.isAsking;
    answer.finish(isCall ? 'tool-calls' : finishReason);
  }

  return jsonDialect(answer, { read: readChunk, done: end, end });
}

function chunkOf(frame: JsonObject): JsonObject {
  const chunk = unwrapped(frame);
  const camel = listOf(chunk['candidates']).some(isSnake) ? camelCased(chunk) : chunk;
  return isRecord(camel) ? camel : chunk;
}

function isSnake(candidate: unknown): boolean {
  for (const part of listOf(at(candidate, 'content', 'parts'))) {
    if (at(part, 'function_call') ?? at(part, 'inline_data')) return true;
  }
  return at(candidate, 'finish_reason') !== undefined;
}

// The Gemini API writes it in camel case, Vertex AI through some gateways in snake case.
function signatureOf(part: unknown): ProviderMetadata | undefined {
  const call = at(part, 'functionCall');
  const thoughtSignature =
    textAt(part, 'thoughtSignature') ||
    textAt(part, 'thought_signature') ||
    textAt(call, 'thoughtSignature');
  return thoughtSignature ? { google: { thoughtSignature } } : undefined;
}

function readPiece(piece: unknown, input: Record<string, unknown>): void {
  const path = textAt(piece, 'jsonPath');
  const text = at(piece, 'stringValue');
  const value = at(piece, 'numberValue') ?? at(piece, 'boolValue') ?? null;
  if (typeof text !== 'string') setJsonPath(input, path, () => value);
  else setJsonPath(input, path, (old) => (typeof old === 'string' ? old : '') + text);
}

function usageOf(usage: unknown): ReturnType<typeof countsOf> {
  const reasoningTokens = at(usage, 'thoughtsTokenCount');
  return countsOf({
    promptTokens: sumOf(at(usage, 'promptTokenCount'), at(usage, 'toolUsePromptTokenCount')),
    cachedTokens: at(usage, 'cachedContentTokenCount'),
    outputTokens: sumOf(at(usage, 'candidatesTokenCount'), reasoningTokens),
    reasoningTokens,
  });
}
