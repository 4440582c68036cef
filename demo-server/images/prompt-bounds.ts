import { fieldError } from '../shared/field-error.ts';

/** How long a prompt may be, in characters. */
export const mostPrompt = 1000;
/** How wide a picture may be, in pixels. */
export const mostSize = 1024;

/** Returns a prompt. Throws a `ChatError` that names the field `prompt` when it is empty or too long. */
export function checkPrompt(prompt: unknown): string {
  if (typeof prompt !== 'string' || prompt.trim() === '') {
    throw fieldError('prompt', 'expected a text that says what to draw');
  }
  if (prompt.length > mostPrompt) {
    throw fieldError('prompt', `expected at most ${mostPrompt} characters, got ${prompt.length}`);
  }
  return prompt;
}

/** Throws a `ChatError` that names the field `size` when a side is out of bounds. */
export function checkSize(size: number | undefined): void {
  if (size === undefined || (Number.isInteger(size) && size >= 1 && size <= mostSize)) return;
  throw fieldError('size', `expected a side of 1 to ${mostSize} pixels`);
}
