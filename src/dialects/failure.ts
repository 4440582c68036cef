import type { TerminalEvent } from '../protocol/chat-event.ts';
import { errorWordsOf } from '../protocol/error-words.ts';
import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';

/** What a server says of a failure: its words, and whether and when to ask again. */
export type Failure = Omit<Extract<TerminalEvent, { type: 'error' }>, 'type'>;

type JsonObject = Readonly<Record<string, unknown>>;

const longestWaitMs = 5 * 60_000;
// The fields of an object that is nothing but an error, by RFC 9457 and by the frameworks' habits.
const errorFields =
  /^(?:type|title|status|statusCode|status_code|detail|details|instance|code|errorCode|error_code|error_type|msg|message|errors|success|ok|data|result|results|messages|meta|loc|path|timestamp|time|trace|trace_?[iI]d|request_?[iI]d|retry_after|param)$/;

/**
 * Reads the failure that a decoded value tells of, in a stream or as a whole answer; `undefined` where it tells of none. Known
 * are `error` as words, object or list, `errors`, `detail`, RFC 9457, `success: false`, a code with words, and an error within
 * a choice.
 */
export function failureOf(value: unknown): Failure | undefined {
  if (!isRecord(value)) return undefined;
  if (Array.isArray(value)) return value.length > 0 ? failureOf(value[0]) : undefined;
  const error = errorIn(value);
  return error === undefined ? undefined : failureBy(error);
}

/** Reads the failure of an event that calls itself an error, whatever it holds. */
export function failureBy(value: unknown): Failure {
  const error = errorOf(value);
  const errorText = failureWords(value) || 'The server reported an error without a message.';
  const retryAfterMs = failureWait(value);
  const isLimit = isRateLimit(error) || isRateLimit(at(error, 'error'));
  return {
    errorText,
    ...(isLimit && { code: 'rate-limited' as const }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** Finds the words of a failure, whatever shape they are in; empty where there are none. */
export function failureWords(value: unknown): string {
  return wordsOf(errorOf(value)) || wordsOf(value) || anyWordsIn(value);
}

/** Reads how long the server of a failure asks to wait, in milliseconds. */
export function failureWait(value: unknown): number | undefined {
  const error = errorOf(value);
  return waitIn(error) ?? waitIn(at(error, 'error'));
}

function errorOf(value: unknown): unknown {
  return isRecord(value) && !Array.isArray(value) ? (errorIn(value) ?? value) : value;
}

// Names of things and places, which are no words to a reader.
const noWords =
  /^(?:type|code|status\w*|name|object|param|path|url|instance|method|version|jsonrpc|time\w*|trace|stack|loc|\w*id)$/i;

// Django names the field that it complains about, others put words deeper than anybody would look.
function anyWordsIn(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value) || depth > 5) return '';
  for (const [name, one] of Object.entries(value)) {
    const words = noWords.test(name) ? '' : anyWordsIn(one, depth + 1);
    if (words) return words;
  }
  return '';
}

// Relays keep the provider's own words apart: OpenRouter in `metadata.raw`.
function wordsOf(error: unknown): string {
  const words = unwrap(errorWordsOf(error));
  const raw = at(error, 'metadata', 'raw') ?? at(error, 'error', 'metadata', 'raw');
  const inner = typeof raw === 'string' ? unwrap(raw) : errorWordsOf(raw);
  return inner && !words.includes(inner) ? [words, inner].filter(Boolean).join(': ') : words;
}

// Gateways pass errors on inside errors.
function unwrap(words: string): string {
  const inner = /^\s*[[{]/.test(words) ? tryJson(words) : undefined;
  return errorWordsOf(inner) || words;
}

function errorIn(value: JsonObject): unknown {
  const { error, object, type, choices, x_groq: groq } = value;
  const isAlone = error && Object.keys(value).length === 1;
  if (saysError(error) || isAlone || object === 'error' || type === 'error') return value;
  const inner = at(groq, 'error') ?? (choices ? at(choices, 0, 'error') : undefined);
  if (inner) return { error: inner };
  return errorByName(value) ?? (isBareError(value) ? value : undefined);
}

const errorName =
  /^(?:err(?:or)?(?:_?(?:msg|message|code|no|info|description|detail))?|exception|fault|failure)$/i;

// An error by the name of its fields: `error_code` beside `error_msg`, `fault`, MiniMax's `base_resp`, Spark's `header`,
// Tencent's `Response`, Amazon's `__type`.
function errorByName(value: JsonObject): unknown {
  const { base_resp: status, header, Response: response } = value;
  if (isBadCode(at(status, 'status_code'))) return status;
  if (isBadCode(at(header, 'code')) && errorWordsOf(header)) return header;
  if (isRecord(at(response, 'Error'))) return at(response, 'Error');
  if (value['type'] || 'choices' in value) return undefined;
  const names = Object.keys(value).filter((name) => errorName.test(name));
  const isGood = names.some((name) => isGoodCode(value[name]));
  if (!isGood && names.some((name) => saysError(value[name]))) return value;
  const isAmazon = '__type' in value || typeof value['Message'] === 'string';
  return isAmazon && errorWordsOf(value) ? value : undefined;
}

// Gateways write an error into each frame, empty as long as there is none.
function saysError(error: unknown): boolean {
  return isRecord(error) ? Object.keys(error).length > 0 : Boolean(error);
}

function isGoodCode(code: unknown): boolean {
  return code === 0 || (typeof code === 'string' && /^(?:0|2\d\d|ok|success)$/i.test(code));
}

function isBareError(value: JsonObject): boolean {
  const { detail, errors, success, ok, title, type = '' } = value;
  const isRefused = success === false || ok === false;
  const status = Number(value['status'] ?? value['statusCode'] ?? value['status_code']);
  const isSaid =
    detail || (Array.isArray(errors) && errors.length > 0) || isRefused || status >= 400;
  if (!isSaid && !isBadCode(value['code'])) return false;
  if (errorWordsOf(value) === '') return false;
  // A type names what else a frame is for; that of a problem is an address.
  const isProblem = typeof title === 'string' || /[:/]/.test(String(type));
  if (type !== '' && !isProblem) return false;
  return Object.keys(value).every((field) => errorFields.test(field));
}

function isBadCode(code: unknown): boolean {
  if (typeof code === 'number') return code !== 0 && (code < 200 || code > 299);
  return typeof code === 'string' && code !== '' && !isGoodCode(code);
}

function isRateLimit(error: unknown): boolean {
  const names = ['code', 'status', 'statusCode', 'status_code', 'type', 'error_type'];
  const said = JSON.stringify(names.map((name) => at(error, name)));
  return /\b429\b|rate.?limit|too.?many.?requests|resource.?exhausted|throttl/i.test(said);
}

function waitIn(error: unknown): number | undefined {
  const ms = numberAt(error, 'retry_after_ms') ?? numberAt(error, 'retryAfterMs');
  const seconds = numberAt(error, 'retry_after') ?? numberAt(error, 'retryAfter') ?? delayIn(error);
  const wait = ms ?? (seconds === undefined ? undefined : seconds * 1000);
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), longestWaitMs);
}

// Google's RetryInfo: `{ retryDelay: "34s" }` among the details.
function delayIn(error: unknown): number | undefined {
  const details = at(error, 'details');
  for (const detail of Array.isArray(details) ? details : []) {
    const delay = Number.parseFloat(textAt(detail, 'retryDelay'));
    if (Number.isFinite(delay)) return delay;
  }
  return undefined;
}

function numberAt(value: unknown, name: string): number | undefined {
  const found = at(value, name);
  const number = typeof found === 'string' && found ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
