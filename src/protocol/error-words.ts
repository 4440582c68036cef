import { at, isRecord } from './json.ts';

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
