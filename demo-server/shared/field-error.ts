import { ChatError } from 'rivulet/protocol';

// Beside the errors and not in them: the names of fields are the client's words, and errors may be logged.
const fields = new WeakMap<object, string>();

/** Refuses a field of a request by its name; `text` says what is wrong and what to do. */
export function fieldError(field: string, text: string): ChatError {
  const error = new ChatError('bad-request', `${field}: ${text}`, { status: 400 });
  fields.set(error, field);
  return error;
}

/** The field that an error is about; undefined when it is about none. */
export function fieldOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null ? fields.get(error) : undefined;
}
