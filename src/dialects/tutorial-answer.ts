import { at, isRecord, textAt } from '../protocol/json.ts';

const answerFields = [
  'answer',
  'response',
  'reply',
  'output',
  'output_text',
  'result',
  'text',
  'content',
  'generated_text',
  'completion',
  'full_response',
  'outputText',
  'generation',
  'generations',
  'results',
  'outputs',
  'predictions',
  'activities',
  'replies',
  'completions',
  'message',
  'data',
];

/** Finds the answer in one whole JSON document, also within another object; empty where there is none. */
export function answerIn(value: unknown, depth = 0): string {
  if (depth > 3) return '';
  for (const field of answerFields) {
    const found = at(value, field);
    if (typeof found === 'string' && found) return found;
    const inner = Array.isArray(found) ? listText(found, depth) : answerIn(found, depth + 1);
    if (inner) return inner;
  }
  const last = at(value, 'messages', lengthOf(at(value, 'messages')) - 1);
  if (last !== undefined) return at(last, 'role') === 'user' ? '' : textAt(last, 'content');
  // GraphQL's data holds one object by the name of what was asked: `{ data: { chat: { reply } } }`.
  if (depth !== 1 || !isRecord(value) || Array.isArray(value)) return '';
  const [only, ...more] = Object.values(value);
  return isRecord(only) && more.length === 0 ? answerIn(only, depth + 1) : '';
}

function listText(list: readonly unknown[], depth: number): string {
  const isText = list.every((piece) => typeof piece === 'string');
  return isText ? list.join('') : answerIn(list[0], depth + 1);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
