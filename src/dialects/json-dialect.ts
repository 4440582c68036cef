import { at, isRecord, parseJson, textAt, tryJson } from '../protocol/json.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';
import { failureBy, failureOf } from './failure.ts';

/** A decoded JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a dialect of JSON frames does with them. */
export interface JsonDialectSteps {
  /** Reads the object of one frame; `event` is the frame's name. */
  readonly read: (value: JsonObject, event: string) => void;
  /** Answers the word `[DONE]`, which some gateways add to formats without it. */
  readonly done?: () => unknown;
  /** Ends the answer if the stream, or its one JSON document, said that it is whole. */
  readonly end?: (isWhole: boolean) => unknown;
}

/** Makes a dialect whose frames hold one JSON object each, over the writer that it writes to. */
export function jsonDialect(answer: AnswerWriter, steps: JsonDialectSteps): Dialect {
  function read(data: string, event: string): void {
    if (isDone(data)) return void steps.done?.();
    if (event === 'error') return answer.fail(failureBy(tryJson(data) ?? data));
    if (data.startsWith('{')) return readValue(parseJson(data), data, event);
    if (endWords.test(data) || endNames.test(event)) return void steps.done?.();
    if (!idleWords.test(data)) readValue(jsonIn(data), data, event);
  }

  function readValue(value: unknown, data: string, event: string): void {
    if (isNothing(value)) return endNames.test(event) ? void steps.done?.() : undefined;
    const failure = failureOf(value);
    if (failure) return answer.fail(failure);
    if (isRecord(value) && isDone(textAt(value, 'data'))) return void steps.done?.();
    if (Array.isArray(value)) for (const one of value) readValue(one, data, event);
    else if (isRecord(value)) steps.read(value, event);
    else throw notAnObject(data);
  }

  return {
    push({ data, event }) {
      if (answer.isEnded || (!data && !endNames.test(event))) return [];
      read(data, event);
      return answer.take();
    },
    end(isWhole = false) {
      steps.end?.(isWhole);
      return answer.take();
    },
  };
}

/** Says whether a frame is the word that ends a stream. */
export function isDone(data: string): boolean {
  return /^[[d]/.test(data) && /^(?:data:\s*)*\[(?:DONE|END|STOP)\]\s*$/i.test(data);
}

// The end of a stream as servers write it that do not know the word for it.
const endWords =
  /^\s*["'<[]*(?:done|end|eof|eos|stop|finish(?:ed)?|complete[d]?|end of stream)["'>\]]*\s*$/i;
const endNames = /^(?:done|end|eof|finish(?:ed)?|complete[d]?|close[d]?)$/i;

// What some servers send as data to keep a connection alive, where others send comments.
const idleWords =
  /^\s*(?::.*|ping|pong|keep-?alive|heartbeat|connected|ready|ok|undefined|""|true|\[START\])\s*$/i;

/** Reads the JSON of a frame, also where a gateway has written the field's name or the quotes around it twice. */
function jsonIn(data: string): unknown {
  const value = parseJson(data.replace(/^\s*(?:data:\s*)+/, ''));
  const inner = typeof value === 'string' && value.startsWith('{') ? tryJson(value) : undefined;
  return inner ?? value;
}

/** Says whether a decoded value carries nothing: gateways send such frames to keep a connection alive. */
export function isNothing(value: unknown): boolean {
  return value === null || (isRecord(value) && Object.keys(value).length === 0);
}

/** Gives an array as it is, and an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads an index or an id as a key; `0` where there is none. */
export function keyAt(value: unknown, name: string): string {
  const found = at(value, name);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '0';
}

function notAnObject(data: string): ChatError {
  return new ChatError(
    'protocol',
    `The server sent an event that is no JSON object: ${data.slice(0, 60)}. Check its stream format.`,
  );
}
