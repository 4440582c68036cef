import type { MessagePart } from '../../protocol/chat-message.ts';
import { fieldOf, isRecord } from '../data/json-pointer.ts';
import { JsonReader } from '../data/json-reader.ts';

/** The media types of A2UI: that of version 1.0, and those before it. */
const mediaTypes = new Set([
  'application/a2ui+json',
  'application/json+a2ui',
  'application/vnd.a2ui+json',
]);
/** What the messages of agents are called. */
const messageNames = [
  'createSurface',
  'updateComponents',
  'updateDataModel',
  'deleteSurface',
  'beginRendering',
  'surfaceUpdate',
  'dataModelUpdate',
];
/** Where the outputs of tools have them: CopilotKit's, the ADK's. */
const outputNames = ['a2ui_operations', 'a2ui', 'validated_a2ui_json', 'messages'];
/** What a file may hold. */
const mostText = 2 * 1024 * 1024;

const read = new WeakMap<object, readonly unknown[]>();

/** The messages of A2UI that a part of a message holds; undefined where it holds none. */
export function messagesIn(part: MessagePart): readonly unknown[] | undefined {
  const known = read.get(part);
  if (known) return known.length === 0 ? undefined : known;
  const found = find(part);
  const messages =
    found === undefined ? [] : typeof found === 'string' ? parsed(found) : listOf(found);
  read.set(part, messages);
  return messages.length === 0 ? undefined : messages;
}

/** Whether a part is of A2UI: a `data-a2ui` part, a file of its media type, a tool's output that holds messages. */
export function isA2ui(part: MessagePart): boolean {
  return part.type === 'data-a2ui' || find(part) !== undefined;
}

function find(part: MessagePart): unknown {
  if (part.type === 'data-a2ui') return fieldOf(part, 'data');
  if (part.type === 'file' && 'mediaType' in part && isTyped(part.mediaType))
    return inUrl(part.url);
  return 'toolCallId' in part && part.state === 'output-available'
    ? inOutput(part.output)
    : undefined;
}

function isTyped(mediaType: string): boolean {
  return mediaTypes.has(mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '');
}

/** The text of a `data:` URL; others are not fetched. */
function inUrl(url: string): string | undefined {
  const [, head, body = ''] = /^data:([^,]*),(.*)$/s.exec(url) ?? [];
  if (head === undefined || body.length > mostText) return undefined;
  try {
    if (!/;base64$/i.test(head)) return decodeURIComponent(body);
    return new TextDecoder().decode(
      Uint8Array.from(atob(body), (char) => char.codePointAt(0) ?? 0),
    );
  } catch {
    return undefined;
  }
}

function inOutput(output: unknown): unknown {
  if (isMessage(output) || (Array.isArray(output) && output.some(isMessage))) return output;
  const content = fieldOf(output, 'content');
  for (const block of Array.isArray(content) ? (content as readonly unknown[]) : []) {
    const resource = fieldOf(block, 'resource');
    const [type, text] = [fieldOf(resource, 'mimeType'), fieldOf(resource, 'text')];
    if (typeof type === 'string' && isTyped(type) && typeof text === 'string') return text;
  }
  return outputNames
    .map((name) => fieldOf(output, name))
    .find((value) => isMessage(value) || (Array.isArray(value) && value.some(isMessage)));
}

function isMessage(value: unknown): boolean {
  return isRecord(value) && messageNames.some((name) => isRecord(value[name]));
}

function parsed(text: string): readonly unknown[] {
  const reader = new JsonReader();
  reader.push(text);
  reader.end();
  return reader.values.flatMap(listOf);
}

function listOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return parsed(value);
  const list = Array.isArray(value) ? (value as readonly unknown[]) : fieldOf(value, 'messages');
  return Array.isArray(list) ? (list as readonly unknown[]) : [value];
}

/** The surface that a message is for. */
export function surfaceOf(message: unknown): string | undefined {
  const name = messageNames.find((known) => isRecord(fieldOf(message, known)));
  const id = name === undefined ? undefined : fieldOf(fieldOf(message, name), 'surfaceId');
  return typeof id === 'string' ? id : undefined;
}

/** Whether a message begins a surface. */
export function begins(message: unknown): boolean {
  return fieldOf(message, 'createSurface') !== undefined;
}
