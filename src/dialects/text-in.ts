import { ChatError } from '../protocol/chat-error.ts';
import { isRecord } from '../protocol/json.ts';

const places = ['text', 'content', 'value', 'thinking', 'message', 'parts'];

/**
 * Reads what stands where text is meant: numbers and booleans as text, a list piece by piece, an object by its `text`, `content`
 * or `value`; nothing as empty text. Throws a `ChatError` of code `protocol` for an object that says nothing of the kind.
 */
export function textIn(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!isRecord(value)) return '';
  if (Array.isArray(value)) return value.map((piece) => textIn(piece, depth + 1)).join('');
  const place = depth > 9 ? undefined : places.find((name) => name in value);
  if (place !== undefined) return textIn(value[place], depth + 1);
  if (Object.keys(value).every((name) => name === 'type')) return '';
  throw new ChatError(
    'protocol',
    `The server sent ${JSON.stringify(value).slice(0, 60)} where text is meant. Check its stream format.`,
  );
}
