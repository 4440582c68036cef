import { ChatError } from './chat-error.ts';

/** Parses JSON, or returns `undefined` for text that is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Parses JSON from the wire; throws a `ChatError` of code `protocol` that shows its beginning. */
export function parseJson(text: string): unknown {
  const value = tryJson(text);
  if (value !== undefined) return value;
  throw new ChatError(
    'protocol',
    `The server sent an event that is not JSON: ${text.slice(0, 60)}. Check its stream format.`,
  );
}

/** Reads a field inside decoded JSON; `undefined` where the path leads nowhere. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let here = value;
  for (const key of path) here = isRecord(here) ? here[key] : undefined;
  return here;
}

/** Like `at`, for a string; empty where there is none. */
export function textAt(value: unknown, ...path: (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

// Where servers put the words of an error. An `error` that is a string is often no more than its name.
const places =
  'message Message Error msg detail errorText error_description error_message errorMessage error_msg errmsg status_msg faultstring error errors err fault exception title content reason description data code'.split(
    ' ',
  );

/** Finds the words of an error in the shapes that servers use; empty where nothing is said. */
export function errorWordsOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value) || depth > 9) return '';
  const first = isRecord(value['error']) ? 'error' : 'message';
  for (const place of Array.isArray(value) ? value.keys() : [first, ...places]) {
    const words = errorWordsOf(value[place], depth + 1);
    if (words) return words;
  }
  return '';
}

/** Finds the message of an error that calls itself one, or `undefined` when there is none. */
export function errorTextOf(value: unknown): string | undefined {
  const isError = at(value, 'object') === 'error' || at(value, 'type') === 'error';
  if (!isError && !at(value, 'error')) return undefined;
  return errorWordsOf(value) || 'The server reported an error without a message.';
}

/** Says whether a value is an object or an array. */
export function isRecord(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}
