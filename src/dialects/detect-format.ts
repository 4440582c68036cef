import { isEventType } from '../protocol/chat-event.ts';
import { at, isRecord, textAt, tryJson } from '../protocol/json.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { WireFormat } from './dialect.ts';
import { unwrapped } from './envelope.ts';
import { failureOf } from './failure.ts';
import { isDone, isNothing } from './json-dialect.ts';
import { isNews } from './tutorial-fields.ts';
import { textFields, tutorialKind } from './tutorial-words.ts';

/**
 * Tells a stream's format by one of its first frames; `undefined` when it is in none that is known,
 * `undecided` when the frame could be in any.
 */
export function detectFormat({ event, data }: SseFrame): WireFormat | 'undecided' | undefined {
  const value = decoded(data);
  if (isDone(data) || event === 'error' || isNothing(value)) return 'undecided';
  const named = byEvent(event, value);
  if (named) return named;
  if (isNews(value)) return 'tutorial';
  const type = textAt(value, 'type');
  if (isAssistantTransport(type, value)) return 'assistant-transport';
  if (failureOf(value) || isBareBorder(value)) return 'undecided';
  if (isEventType(type) && !borders.test(type)) return 'ui-message-stream';
  // A broken object is an error, not text.
  if (value === undefined && /^\s*\{/.test(data)) return undefined;
  if (Array.isArray(value)) return byFirst(value[0]);
  if (!isRecord(value)) return 'tutorial';
  return byFields(unwrapped(value)) ?? byType(type, value, event);
}

function byFirst(value: unknown): WireFormat {
  return (isRecord(value) ? byFields(value) : undefined) ?? 'tutorial';
}

// Gateways write the field's name, or the quotes around its JSON, twice.
function decoded(data: string): unknown {
  const value = tryJson(data.replace(/^\s*(?:data:\s*)+(?=[{[])/, ''));
  const inner = typeof value === 'string' && value.startsWith('{') ? tryJson(value) : undefined;
  return inner ?? value;
}

const converse = /^(?:messageStart|contentBlock(?:Start|Delta|Stop)|messageStop)$/;

// Formats that name their events on lines of their own.
function byEvent(event: string, value: unknown): WireFormat | undefined {
  if (event === 'metadata' && textAt(value, 'run_id')) return 'langserve';
  if (/^(?:data|values|updates|messages(?:\/\w+)?)(?:\||$)/.test(event)) return 'langserve';
  if (event === 'output') return 'replicate';
  const isCortex = /^response\.(?:status|text|thinking|tool_use|tool_result)\b/.test(event);
  if (isCortex && !textAt(value, 'type').startsWith('response.')) return 'snowflake';
  const name = isRecord(value) ? Object.keys(value)[0] : undefined;
  if (converse.test(event) || converse.test(name ?? '')) return 'bedrock';
  return undefined;
}

type Fields = Readonly<Record<string, unknown>>;

// What gives a format away whose frames name no type; the first that holds decides.
const signs: readonly (readonly [WireFormat, (value: Fields) => boolean])[] = [
  ['openai-completions', (value) => hasChoices(value) && isCompletion(value)],
  ['openai-chat', hasChoices],
  // Baidu calls its own frames so too.
  ['tutorial', (value) => isChatObject(value) && typeof value['result'] === 'string'],
  ['openai-chat', isChatObject],
  ['openai-responses', ({ object }) => object === 'response'],
  ['gemini', (value) => /^(?:interaction|step)\./.test(textAt(value, 'event_type'))],
  [
    'gemini',
    (value) => 'candidates' in value || 'promptFeedback' in value || 'usageMetadata' in value,
  ],
  ['tanstack', ({ chunk }) => isRecord(chunk)],
  ['llama-cpp', ({ content, stop }) => typeof content === 'string' && typeof stop === 'boolean'],
  ['ollama', isOllama],
  ['tgi', ({ token }) => isRecord(token) && 'text' in token],
  ['dify', isDify],
  ['cohere', (value) => 'finish_reason' in value && isRecord(value['message'])],
];

function byFields(value: Fields): WireFormat | undefined {
  return signs.find(([, isSign]) => isSign(value))?.[0];
}

function hasChoices({ choices }: Fields): boolean {
  return Array.isArray(choices) || choices === null;
}

function isCompletion({ object, choices }: Fields): boolean {
  return object === 'text_completion' || typeof at(choices, 0, 'text') === 'string';
}

function isChatObject(value: Fields): boolean {
  return textAt(value, 'object').startsWith('chat.completion');
}

function isOllama(value: Fields): boolean {
  const { message, response, done } = value;
  const hasText = isRecord(message) || typeof response === 'string';
  return hasText && typeof done === 'boolean' && 'model' in value;
}

function isDify(value: Fields): boolean {
  const event = textAt(value, 'event');
  if (/^(?:workflow|node|iteration|loop|agent)_\w+$|^(?:text_chunk|message_replace)$/.test(event))
    return true;
  return 'task_id' in value && event.startsWith('message');
}

const types: readonly (readonly [RegExp, WireFormat | 'undecided'])[] = [
  [/^ping$/, 'undecided'],
  [/^response\./, 'openai-responses'],
  [/^(?:message_(?:start|delta|stop)|content_block_\w+)$/, 'anthropic'],
  [/^(?:message-(?:start|end)|content-(?:start|delta|end)|tool-(?:plan|call)-\w+)$/, 'cohere'],
  [/^[A-Z][A-Z_]+$/, 'ag-ui'],
  [/^begin$/, 'n8n'],
  [/^(?:chat|message|reasoning|prompt_processing|model_load)\.\w+$/, 'lm-studio'],
];

function byType(type: string, value: Fields, event: string): WireFormat | 'undecided' | undefined {
  const known = types.find(([pattern]) => pattern.test(type));
  if (known) return known[1];
  if (isAgents(type, value)) return 'anthropic';
  const { content, delta } = value;
  const hasText = typeof content === 'string';
  if (hasText && typeof delta === 'string' && 'model' in value) return 'tanstack';
  if (hasText && type === 'item') return 'n8n';
  // A type with a hyphen that no format has: of a native server that is newer than this kit.
  if (type.includes('-') && !tutorialKind(type)) return 'undecided';
  return isTutorial(type, value, event) ? 'tutorial' : undefined;
}

// Whole messages, and those of Claude's agents.
function isAgents(type: string, value: Fields): boolean {
  if (type === 'message') return Array.isArray(value['content']);
  if (type === 'assistant') return Array.isArray(at(value, 'message', 'content'));
  return type === 'stream_event' && isRecord(value['event']);
}

function isTutorial(type: string, value: Fields, event: string): boolean {
  if (tutorialKind(event) === 'alive') return false;
  const flags = ['done', 'finished', 'status', 'is_complete', 'full_text'];
  const isNamed = type !== '' || event !== 'message' || tutorialKind(textAt(value, 'event'));
  return Boolean(isNamed) || [...textFields, ...flags].some((field) => field in value);
}

// Its `text-delta` is the AI SDK's too, but for the path.
function isAssistantTransport(type: string, value: unknown): boolean {
  if (type === 'part-start') return isRecord(at(value, 'part'));
  if (type === 'update-state') return Array.isArray(at(value, 'operations'));
  if (type === 'error' && textAt(value, 'severity')) return typeof at(value, 'error') === 'string';
  const isIts = /^(?:text-delta|result|(?:step|part|message|tool-call)-[\w-]+)$/.test(type);
  return isIts && Array.isArray(at(value, 'path'));
}

// The borders of a message look alike in several formats; with nothing else in them they decide
// nothing, like errors and [DONE]. The native dialect reads them.
const borders = /^(?:start|finish|abort)$/;
const borderFields = /^(?:type|message(?:Id|Metadata)|finishReason|reason)$/;

function isBareBorder(value: unknown): boolean {
  return (
    isRecord(value) &&
    borders.test(textAt(value, 'type')) &&
    Object.keys(value).every((field) => borderFields.test(field))
  );
}
