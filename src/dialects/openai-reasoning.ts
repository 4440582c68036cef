import { at, isRecord, textAt } from '../protocol/json.ts';
import { listOf, type JsonObject } from './json-dialect.ts';
import { textIn } from './text-in.ts';

// vLLM and DeepSeek, OpenRouter and Groq, GitHub Copilot, and gateways in front of Anthropic's and Gemini's models.
const fields = [
  'reasoning_content',
  'reasoning',
  'reasoning_text',
  'thinking',
  'thoughts',
  'thought',
];

/** Reads the reasoning of a delta or a message, once where it stands in several of its fields; empty where there is none. */
export function reasoningOf(delta: JsonObject): string {
  for (const field of fields) {
    const said = thoughtIn(delta[field]);
    if (said) return said;
  }
  return (
    joined(delta['content_list'], 'thinking') ||
    joined(delta['reasoning_details'], 'text', 'summary') ||
    joined(delta['thinking_blocks'], 'thinking')
  );
}

/** Says whether a part of a content is reasoning by its type. */
export function isReasoning(part: unknown): boolean {
  return /^(?:reasoning(?:_text|_content)?|thinking|summary_text)$/.test(textAt(part, 'type'));
}

// Some say with a flag that a delta is reasoning, or whether there will be any.
function thoughtIn(value: unknown): string {
  if (!isRecord(value) || Array.isArray(value))
    return typeof value === 'boolean' ? '' : textIn(value);
  return textAt(value, 'content') || textAt(value, 'text') || textAt(value, 'thinking');
}

function joined(pieces: unknown, ...names: readonly string[]): string {
  return listOf(pieces)
    .map((piece) => textIn(names.map((name) => at(piece, name)).find(Boolean)))
    .join('');
}
