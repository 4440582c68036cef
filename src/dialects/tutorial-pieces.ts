import { isRecord, textAt } from '../protocol/json.ts';
import type { JsonObject } from './json-dialect.ts';

// `answer_chunk`, `textDelta`: a piece, and of what.
const pieceName =
  /^(?:answer|response|content|text|message|output|assistant|ai|llm|bot|model)_?(?:chunk|delta|token|piece)$/i;

/** Reads the text of a field that is named for a piece, and of what. */
export function pieceOf(value: unknown): string {
  const name = isRecord(value) ? Object.keys(value).find((field) => pieceName.test(field)) : '';
  return name ? textAt(value, name) : '';
}

/** Reads the reasoning that an object without a type names as such. */
export function thoughtOf(value: JsonObject): string {
  for (const field of ['reasoning', 'reasoning_content', 'thinking', 'thought']) {
    const text = textAt(value, field);
    if (text) return text;
  }
  return '';
}

const envelopeFields =
  /^(?:code|data|msg|message|success|ok|status|request_?id|trace_?id|id|timestamp)$/i;

/** Reads the text that stands alone in an envelope: `{ code: 200, data: "Hel" }`. */
export function bareDataOf(value: JsonObject): string {
  return Object.keys(value).every((field) => envelopeFields.test(field))
    ? textAt(value, 'data')
    : '';
}
