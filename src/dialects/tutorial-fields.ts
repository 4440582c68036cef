import { at, isRecord, textAt } from '../protocol/json.ts';
import { finishReasonOf } from './finish-reason.ts';
import type { JsonObject } from './json-dialect.ts';
import { pieceOf } from './tutorial-pieces.ts';
import { isNotice, statusKind, statusSubject, textFields, tutorialKind } from './tutorial-words.ts';

const endFlags = [
  'done',
  'finished',
  'is_end',
  'is_finished',
  'isFinished',
  'isEnd',
  'end',
  'close',
  'final',
  'eos',
  'completed',
  'turnComplete',
  'turn_complete',
  'last',
  'is_last',
  'isLast',
  'stop',
  'is_done',
  'isDone',
  'isFinal',
];

/** Says whether an object ends its stream, by a flag, its `type` or its `status`. */
export function isEnd(value: JsonObject): boolean {
  if (endFlags.some((flag) => value[flag] === true)) return true;
  return (
    tutorialKind(textAt(value, 'type')) === 'end' || statusKind(textAt(value, 'status')) === 'end'
  );
}

/** Says whether an object ends its stream in any way, so that it is no text where all else is. */
export function isBorder(value: JsonObject): boolean {
  const kind = tutorialKind(textAt(value, 'type'));
  return isEnd(value) || kind === 'abort' || kind === 'error' || Boolean(value['error']);
}

/** Says whether an object is the last with text; others may follow it. */
export function isLast(value: JsonObject): boolean {
  const isTold = value['is_complete'] === true || value['is_final'] === true;
  return isTold || finishReasonOf(reasonIn(value)) !== undefined;
}

/** Finds the word for why the model stopped. */
export function reasonIn(value: unknown): unknown {
  for (const name of reasonNames) if (at(value, name)) return at(value, name);
  const result = at(value, 'results', 0);
  return result === undefined ? undefined : reasonIn(result);
}

const reasonNames = [
  'finish_reason',
  'finishReason',
  'stop_reason',
  'stopReason',
  'completionReason',
  'done_reason',
];

// Where an object without a type may have its text too.
const untypedFields = [
  'output',
  'reply',
  'generated_text',
  'completion',
  'text_output',
  'output_text',
  'outputText',
  'generation',
  'payload',
];

/**
 * Reads the first text in the fields that guides use; a `delta` or a `message` may be an object around it. Numbers and booleans
 * are text where no other is.
 */
export function textOf(value: unknown): string {
  const type = textAt(value, 'type');
  const isTyped = type !== '' && tutorialKind(type) !== 'text';
  const generated = generatedIn(at(value, 'results', 0));
  if (generated) return generated;
  const found = fieldText(value, isTyped ? textFields : [...textFields, ...untypedFields]);
  // A result is text where it is nothing else.
  return found || (isTyped ? '' : pieceOf(value) || textAt(value, 'result')) || bareText(value);
}

function fieldText(value: unknown, fields: readonly string[]): string {
  for (const field of fields) {
    const found = at(value, field);
    const text = typeof found === 'string' || isRecord(found) ? deepText(found) : '';
    if (text) return text;
  }
  return '';
}

function bareText(value: unknown): string {
  const found = ['token', 'text', 'content', 'response', 'answer']
    .map((field) => at(value, field))
    .find((one) => typeof one === 'number' || typeof one === 'boolean');
  return found === undefined ? '' : String(found);
}

// Of models behind watsonx and Bedrock; other results are what was found.
function generatedIn(result: unknown): string {
  return textAt(result, 'generated_text') || textAt(result, 'outputText');
}

// Text within objects and lists: `{ content: [{ type: 'text', text: { value } }] }`.
function deepText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value) || depth > 5) return '';
  if (Array.isArray(value)) return value.map((one) => deepText(one, depth + 1)).join('');
  for (const field of ['content', 'text', 'value', 'chunk', 'answer', 'parts', 'payload']) {
    const text = deepText(value[field], depth + 1);
    if (text) return text;
  }
  return '';
}

/** Reads the whole text, which the end of a stream may bring once more. */
export function wholeTextOf(value: unknown): string {
  for (const field of ['full_text', 'full_response', 'text', 'content', 'response', 'answer']) {
    const text = textAt(value, field);
    if (text) return text;
  }
  return '';
}

/** Finds the list of pieces that an object holds. */
export function batchOf(value: unknown): readonly unknown[] {
  const fields = isRecord(value) ? Object.values(value) : [];
  return fields.find((one): one is unknown[] => Array.isArray(one)) ?? [];
}

/** Says whether an object has a field whose meaning is known, also an empty one. */
export function isKnown(value: JsonObject): boolean {
  return 'done' in value || textFields.some((field) => field in value);
}

const knownFields =
  /^(?:type|event|status|done|finished|is_complete|is_final|finish_?reason|finishReason|stop_reason|usage|token|tokens?_\w+|\w+_tokens|full_text|full_response|timestamp|id|text|content|delta|chunk|response|answer|message|data|error|full)$/;

/**
 * Gives what the end of a stream tells beside the text that was said: results, sources, a summary. `undefined` where that is
 * nothing, or the text once more.
 */
export function resultsOf(value: JsonObject, said: string): JsonObject | undefined {
  const rest = Object.entries(value).filter(
    ([field, one]) => !knownFields.test(field) && one !== null,
  );
  const isResult = ([, one]: readonly [string, unknown]) =>
    isRecord(one) ? !isHollow(one) && !repeats(one, said) : !said && typeof one === 'string';
  return rest.some(isResult) ? Object.fromEntries(rest) : undefined;
}

function isHollow(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((one) => one === null || isHollow(one));
}

function repeats(value: unknown, said: string): boolean {
  if (!said) return false;
  return deepText(value) === said || JSON.stringify(value).includes(JSON.stringify(said));
}

/** Says whether an object is nothing but names of things: of the chat, the message, the session. */
export function isIds(value: JsonObject): boolean {
  const fields = Object.entries(value).filter(([name]) => !/^(?:type|event|timestamp)$/.test(name));
  return fields.length > 0 && fields.every(isId);
}

function isId([name, value]: readonly [string, unknown]): boolean {
  const isName = /^(?:id|\w+_ids?|\w*[a-z]Id)$/.test(name);
  return isName && (typeof value === 'string' || typeof value === 'number');
}

/** Gives a picture in base 64 or as a data URL, and the object without it. */
export function pictureOf(value: JsonObject): {
  readonly picture: { url: string; mediaType: string } | undefined;
  readonly rest: JsonObject;
} {
  for (const field of ['image', 'image_base64', 'b64_json', 'final_image']) {
    const data = textAt(value, field);
    const [, given] = /^data:(image\/[\w.+-]+)[;,]/.exec(data) ?? [];
    const mediaType = given ?? signatures.find(([start]) => data.startsWith(start))?.[1];
    if (!mediaType) continue;
    const { [field]: _picture, ...rest } = value;
    const url = given ? data : `data:${mediaType};base64,${data}`;
    return { picture: { url, mediaType }, rest };
  }
  return { picture: undefined, rest: value };
}

// How files begin, in base 64.
const signatures = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['PHN2Zy', 'image/svg+xml'],
] as const;

/** Says whether an object tells how the work goes: of its errors the stream does not end. */
export function isNews(value: unknown): boolean {
  if (isNotice(textAt(value, 'type'))) return true;
  const status = textAt(value, 'status');
  const isStep = textAt(value, 'step') !== '' && status !== '';
  return isStep || (status !== '' && statusSubject(status) !== 'status');
}

/** Says whether an object is but a piece of an answer, or news about one, so that there was to be more. */
export function isPiece(value: JsonObject): boolean {
  if (['token', 'delta', 'chunk', 'step', 'progress'].some((field) => field in value)) return true;
  if (value['done'] === false) return true;
  const type = textAt(value, 'type') || textAt(value, 'event');
  if (type && !/^(?:message|answer|response|text|ai|assistant|success)$/i.test(type)) return true;
  const status = textAt(value, 'status');
  return status !== '' && statusKind(status) === undefined;
}
