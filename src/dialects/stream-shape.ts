import { isRecord, tryJson } from '../protocol/json.ts';
import { detectFormat } from './detect-format.ts';

/** What the first characters of a stream show it to be. */
export type StreamShape = 'sse' | 'json' | 'code-lines' | 'html' | 'text';

/** What a stream calls itself. Servers label carelessly, so its characters are believed first. */
export type Label = 'sse' | 'json' | 'plain' | 'none';

// How much of a stream is held back until it is clear what it is, in UTF-16 units.
const longestHead = 4096;

/** Tells a stream's shape by its first characters; `undefined` until there are enough of them. */
export function shapeOf(head: string, label: Label): StreamShape | undefined {
  const start = head.trimStart();
  if (!start && head.length < 64) return undefined;
  if (label === 'json') return /^["[{\d-]/.test(start) ? 'json' : labelledShape(head, 'json');
  if (label !== 'sse' && /^[0-9a-k]:?$/.test(start)) return undefined;
  if (label !== 'sse' && /^[0-9a-k]:["[{]/.test(start)) return 'code-lines';
  if (label === 'plain') return plainShape(head, start);
  if (start.startsWith('<')) return pageShape(start.toLowerCase());
  if (/^[[{]/.test(start)) return jsonShape(start);
  return label === 'sse' ? labelledShape(head, 'text') : sseShape(head);
}

/** Tells the shape of a stream that ended before it was clear; `undefined` where nothing speaks for any. */
export function lastShapeOf(head: string, label: Label): StreamShape | undefined {
  if (label === 'json') return 'json';
  if (label === 'sse') return sseShape(head) === undefined ? 'sse' : 'text';
  if (label === 'plain' && jsonStart.test(head)) return 'sse';
  return label === 'plain' && isKnownJson(head.trim()) ? 'json' : undefined;
}

const sseFields = ['', 'data', 'event', 'id', 'retry', 'error'];
const pageStarts = ['<!doctype html', '<html', '<head', '<body'];

function pageShape(start: string): StreamShape | undefined {
  if (pageStarts.some((page) => start.startsWith(page))) return 'html';
  return pageStarts.some((page) => page.startsWith(start)) ? undefined : 'text';
}

// Text may begin with a bracket too.
function jsonShape(start: string): StreamShape | undefined {
  const [, bracket = '', next] = /^([[{])\s*(\S)?/.exec(start) ?? [];
  if (next === undefined) return undefined;
  return (bracket === '{' ? '"}' : '{]').includes(next) ? 'json' : 'text';
}

function sseShape(head: string): StreamShape | undefined {
  const [whole = '', field = '', colon] = /^\uFEFF?[\r\n]*([a-z]*)(:?)/.exec(head) ?? [];
  if (colon) return sseFields.includes(field) ? 'sse' : 'text';
  const isOpen = whole.length === head.length && sseFields.some((name) => name.startsWith(field));
  return isOpen ? undefined : 'text';
}

function labelledShape(head: string, other: 'json' | 'text'): StreamShape | undefined {
  const shape = sseShape(head);
  return shape === 'text' ? other : shape;
}

const line = String.raw`(?:data|event|id|retry|):[^\r\n]*(?:\r\n?|\n)`;
// Events of JSON, also with names and comments before their data.
const jsonEvent = new RegExp(
  String.raw`^[\r\n]*(?:${line})*?data: ?(?:\{\s*["}]|\[(?:DONE\]|\{)|")`,
);
const jsonStart = new RegExp(String.raw`^[\r\n]*(?:${line})*?data: ?\{`);
const twoEvents = new RegExp(
  String.raw`^[\r\n]*(?:${line})+(?:\r\n?|\n)+(?:data|event|id|retry|):`,
);
const onlyFields = new RegExp(
  String.raw`^(?:${line}|[\r\n])*(?:(?:data|event|id|retry|):[^\r\n]*|d(?:at?)?|data|e(?:v(?:en?)?)?|event|i|id|r(?:et?)?|retr|retry)?$`,
);

// A whole answer of a known format, on several lines.
const prettyStart =
  /^\{\s*\n\s*"(?:\w*$|(?:id|object|created|model|choices|candidates|error|detail|success|code|type|message|answer|response|output)")/;

// Text that was announced is text, unless it can hardly be anything but events, or objects of a known format.
function plainShape(head: string, start: string): StreamShape | undefined {
  if (jsonEvent.test(head) || twoEvents.test(head)) return 'sse';
  const isShort = head.length < longestHead;
  if (isShort && onlyFields.test(head)) return undefined;
  if (!/^\{\s*"/.test(start)) return isShort && /^\{\s*$/.test(start) ? undefined : 'text';
  if (isShort && prettyStart.test(start)) return undefined;
  const end = start.indexOf('\n');
  if (end < 0) return isShort ? undefined : 'text';
  return isKnownJson(start.slice(0, end).trim()) ? 'json' : 'text';
}

function isKnownJson(data: string): boolean {
  const value = tryJson(data);
  if (!isRecord(value) || Array.isArray(value)) return false;
  const format = detectFormat({ event: 'message', data });
  if (format !== 'tutorial') return format !== undefined && Object.keys(value).length > 0;
  return 'token' in value || ('content' in value && ('type' in value || 'done' in value));
}
