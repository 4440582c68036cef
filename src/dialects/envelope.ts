import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import type { JsonObject } from './json-dialect.ts';

const isChunk = (value: JsonObject) =>
  Array.isArray(value['choices']) || Array.isArray(value['candidates']);

/**
 * Takes the envelope off a chunk of OpenAI's or Gemini's: `output` (DashScope), `result` (Workers AI), `response` (Code Assist),
 * `data` (resellers).
 */
export function unwrapped(frame: JsonObject): JsonObject {
  if ('choices' in frame || 'candidates' in frame) return frame;
  for (const name of ['output', 'result', 'response', 'data']) {
    const given = frame[name];
    // Resellers put the chunk there as text.
    const inner = typeof given === 'string' && given.startsWith('{') ? tryJson(given) : given;
    if (isRecord(inner) && isChunk(inner)) return { ...frame, ...inner };
  }
  return frame;
}

/** Takes off an answer that a server praises its own success with: `{ code: 0, message: "success", data }`. */
export function unpraised(value: JsonObject): JsonObject {
  const spring = at(value, 'result', 'output');
  if (isRecord(spring)) return springs(value, spring);
  const inner = value['data'] ?? value['result'];
  const isPraise = /^(?:ok|okay|success(?:ful(?:ly)?)?|succeeded|done)\W*$/i;
  if (!inner || !isPraise.test(textAt(value, 'message'))) return value;
  const { message: _praise, ...rest } = value;
  return rest;
}

// Spring AI's `ChatResponse`, which its guides stream as it is.
function springs(value: JsonObject, output: JsonObject): JsonObject {
  return {
    content: textAt(output, 'text') || textAt(output, 'content'),
    finish_reason: at(value, 'result', 'metadata', 'finishReason'),
    usage: at(value, 'metadata', 'usage'),
  };
}

/** Writes the names of fields as JavaScript does, where a server in Python wrote `function_call`; inputs stay as they are. */
export function camelCased(value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (Array.isArray(value)) return value.map(camelCased);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
      name === 'args' || name === 'response' ? one : camelCased(one),
    ]),
  );
}
