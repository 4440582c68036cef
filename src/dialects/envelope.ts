import { isRecord, textAt } from '../protocol/json.ts';
import type { JsonObject } from './json-dialect.ts';

/** Takes the envelope off a chunk with choices: `output` (DashScope), `result` (Workers AI), `data` (resellers). */
export function unwrapped(frame: JsonObject): JsonObject {
  if ('choices' in frame) return frame;
  for (const name of ['output', 'result', 'data']) {
    const inner = frame[name];
    if (isRecord(inner) && Array.isArray(inner['choices'])) return { ...frame, ...inner };
  }
  return frame;
}

/** Takes off an answer that a server praises its own success with: `{ code: 0, message: "success", data }`. */
export function unpraised(value: JsonObject): JsonObject {
  const inner = value['data'] ?? value['result'];
  const isPraise = /^(?:ok|okay|success(?:ful(?:ly)?)?|succeeded|done)\W*$/i;
  if (!inner || !isPraise.test(textAt(value, 'message'))) return value;
  const { message: _praise, ...rest } = value;
  return rest;
}
