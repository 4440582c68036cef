import { at, errorTextOf, isRecord, parseJson, tryJson } from '../protocol/json.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { Dialect } from './dialect.ts';

/** A decoded JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a dialect of JSON frames does with them. */
export interface JsonDialectSteps {
  /** Reads the object of one frame; `event` is the frame's name. */
  readonly read: (value: JsonObject, event: string) => void;
  /** Answers the word `[DONE]`, which some gateways add to formats without it. */
  readonly done?: () => void;
  /** Ends the answer if the stream said that it is whole. */
  readonly end?: () => void;
}

/** Makes a dialect whose frames hold one JSON object each, over the writer that it writes to. */
export function jsonDialect(answer: AnswerWriter, steps: JsonDialectSteps): Dialect {
  function read(data: string, event: string): void {
    if (data === '[DONE]') return steps.done?.();
    if (event === 'error') return fail(tryJson(data) ?? data);
    const value = parseJson(data);
    if (!isRecord(value) || Array.isArray(value)) throw notAnObject(data);
    const errorText = errorTextOf(value);
    if (errorText !== undefined) return answer.fail(errorText);
    steps.read(value, event);
  }

  function fail(value: unknown): void {
    answer.fail(errorTextOf(value) ?? errorTextOf({ error: value }) ?? String(value));
  }

  return {
    push({ data, event }) {
      if (answer.isEnded || !data) return [];
      read(data, event);
      return answer.take();
    },
    end() {
      steps.end?.();
      return answer.take();
    },
  };
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
