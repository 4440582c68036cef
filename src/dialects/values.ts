import { isTerminalEvent, parseChatEvent, type ChatEvent } from '../protocol/chat-event.ts';
import { isRecord, textAt, tryJson } from '../protocol/json.ts';
import { readStreamFrame } from '../protocol/read-stream-frame.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import { encodeStreamValue, type StreamValue } from '../protocol/stream-event.ts';
import type { Dialect } from './dialect.ts';
import { failureBy, failureOf } from './failure.ts';
import { isDone, isNothing, type JsonObject } from './json-dialect.ts';
import { tutorialKind } from './tutorial-words.ts';

/**
 * Streams that are no chat: each frame is a value, and no text is looked for. What is not said by the native wire or by the
 * name of a frame is told by its `type`, `event` or `step`, in the words that guides use; everything else is an item. Where
 * there is no end marker, the end of the bytes is the end, but for the native wire, and for a frame that was cut.
 */
export function values(): Dialect {
  let [isNative, isEnded, isEmpty, isCut] = [false, false, true, false];

  function read({ event, data }: SseFrame): ChatEvent[] {
    if (event === 'cut') {
      isCut = true;
      return [];
    }
    if (isDone(data)) return isEmpty ? [] : [{ type: 'finish' }];
    const name = event === 'message' ? '' : event;
    const parsed = tryJson(data);
    const json = parsed === undefined ? data : parsed;
    const frame = readStreamFrame(json, name);
    if (!frame.isNative) return readValue(json, name, frame.value).map(encodeStreamValue);
    isNative = true;
    return [parseChatEvent(json) ?? []].flat();
  }

  return {
    push(frame) {
      if (isEnded) return [];
      const events = read(frame);
      isEmpty &&= events.length === 0;
      isEnded = events.some(isTerminalEvent);
      return events;
    },
    end: () => (isEnded || isEmpty || isNative || isCut ? [] : [{ type: 'finish' }]),
  };
}

function readValue(json: unknown, name: string, value: StreamValue | undefined): StreamValue[] {
  if (!value) return [];
  const isUnnamed = value.kind === 'item' && name !== 'item';
  if (!isUnnamed) return [value];
  // Gateways send nothing as data to keep a connection alive.
  if (isNothing(json)) return [];
  return isRecord(json) && !Array.isArray(json) ? readObject(json, name) : [value];
}

type Reading =
  | 'error'
  | 'alive'
  | 'abort'
  | 'header'
  | 'footer'
  | 'end'
  | 'item'
  | 'progress'
  | 'batch';

// What a frame is, by its name; the first that holds decides. What nothing holds of is an item as it is.
const signs: readonly (readonly [Reading, (name: string, value: JsonObject) => boolean])[] = [
  ['error', isFailure],
  ['alive', (name) => tutorialKind(name) === 'alive'],
  ['abort', (name) => tutorialKind(name) === 'abort'],
  [
    'header',
    (name) =>
      /^(?:header|start|started|init|initializing|metadata|meta|begin|stream_start)$/.test(name),
  ],
  ['footer', (name) => /^(?:footer|trailer|summary|final|final_result)$/.test(name)],
  ['end', (name, { step }) => [name, String(step)].some((word) => tutorialKind(word) === 'end')],
  ['item', (name) => name === 'item'],
  ['progress', (name, value) => name === 'progress' && isBare(value)],
  ['batch', (name, { items }) => name === '' && Array.isArray(items)],
];

const readings: Readonly<Record<Reading, (value: JsonObject) => StreamValue[]>> = {
  error: (value) => [{ kind: 'error', ...failureBy(value) }],
  alive: () => [],
  abort: (value) => [{ kind: 'abort', reason: textAt(value, 'reason') || undefined }],
  header: (value) => [{ kind: 'header', value: contentOf(value) }],
  footer: (value) => [{ kind: 'footer', value: contentOf(value) }],
  end: endOf,
  item: (value) => [{ kind: 'item', value: contentOf(value) }],
  progress: (value) => [progressOf(value)],
  batch: batchOf,
};

function readObject(value: JsonObject, event: string): StreamValue[] {
  const name = (event || textAt(value, 'type') || textAt(value, 'event')).toLowerCase();
  const found = signs.find(([, isSign]) => isSign(name, value));
  return found ? readings[found[0]](value) : [{ kind: 'item', value }];
}

// An error of one step or one item stands beside other facts, and the rest goes on.
function isFailure(name: string, value: JsonObject): boolean {
  if (name === 'error' || name === 'exception') return true;
  const facts = /^(?:error|errors|detail|message|code|status|type|success|retry_after)$/;
  return failureOf(value) !== undefined && Object.keys(value).every((key) => facts.test(key));
}

function endOf(value: JsonObject): StreamValue[] {
  const content = contentOf(value);
  return [
    ...(isNothing(content) ? [] : [{ kind: 'footer', value: content } as const]),
    { kind: 'end' },
  ];
}

/** A value without the name of its frame. */
function contentOf(value: JsonObject): unknown {
  const { type: _type, event: _event, ...rest } = value;
  const names = Object.keys(rest);
  return names.length === 1 && isRecord(rest['data']) ? rest['data'] : rest;
}

const progressFields =
  /^(?:type|event|done|total|label|message|progress|percent|percentage|ratio|current|processed|step|total_steps|status|timestamp)$/;

function isBare(value: JsonObject): boolean {
  return Object.keys(value).every((key) => progressFields.test(key));
}

function progressOf(value: JsonObject): StreamValue {
  // Its fields are read where they are shown: each server names them otherwise.
  return { kind: 'progress', value: contentOf(value) as { done: number } };
}

// All of it at once, as a server answers that was asked for JSON.
function batchOf({ header, items, footer, ...rest }: JsonObject): StreamValue[] {
  const last = footer ?? (Object.keys(rest).length > 0 ? rest : undefined);
  return [
    ...(header === undefined ? [] : [{ kind: 'header', value: header } as const]),
    ...(items as unknown[]).map((value) => ({ kind: 'item', value }) as const),
    ...(last === undefined ? [] : [{ kind: 'footer', value: last } as const]),
  ];
}
