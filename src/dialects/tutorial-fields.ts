import { at, textAt } from '../protocol/json.ts';
import type { JsonObject } from './json-dialect.ts';
import { statusKind, textFields, tutorialKind } from './tutorial-words.ts';

/** Says whether an object ends its stream, by a flag, its `type` or its `status`. */
export function isEnd(value: JsonObject): boolean {
  if (value['done'] === true || value['finished'] === true) return true;
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
  return isTold || textAt(value, 'finish_reason') !== '';
}

/** Reads the first text in the fields that guides use; a `delta` or a `message` may be an object around it. */
export function textOf(value: unknown): string {
  for (const field of textFields) {
    const found = at(value, field);
    if (typeof found === 'string' && found) return found;
    const inner = textAt(found, 'content') || textAt(found, 'text');
    if (inner) return inner;
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

/** Says whether an object has a field whose meaning is known, also an empty one. */
export function isKnown(value: JsonObject): boolean {
  return 'done' in value || textFields.some((field) => field in value);
}
