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

/** Says whether a value is an object or an array. */
export function isRecord(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}
