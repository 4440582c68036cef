import type { FinishReason } from '../protocol/chat-event.ts';
import { errorTextOf, isRecord, parseJson, textAt, tryJson } from '../protocol/json.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { finishReasonOf } from './finish-reason.ts';
import type { JsonObject } from './json-dialect.ts';
import { isBorder, isEnd, isKnown, isLast, textOf, wholeTextOf } from './tutorial-fields.ts';
import { statusKind, tutorialKind, type TutorialKind } from './tutorial-words.ts';
import { usageOf } from './usage.ts';

/**
 * What guides and tutorials teach to write: tokens as text, as JSON strings or in a field of an
 * object; ends and errors by the event's name, by `type`, by `status` or by a flag. Whatever is
 * neither becomes a `data-*` part. Without an end marker the stream ends as truncated.
 */
export function tutorial({ reasoning = 'tags', cumulative = false }: DialectOptions = {}): Dialect {
  const answer = new AnswerWriter(reasoning);
  let text = '';
  // How many pieces it came in, and whether in a field that others use for words about the stream.
  let pieces = 0;
  let isInMessages = false;
  // Whether the frames are text as it is, or JSON; the first one with text decides.
  let isRaw: boolean | undefined;
  // An end that others may follow, so that only the end of the stream makes it one.
  let isWhole = false;
  let finishReason: FinishReason | undefined;

  function write(delta: string): void {
    if (cumulative) return replace(delta);
    text += delta;
    pieces++;
    answer.text(delta);
  }

  // Takes the whole text so far, of which a part is known.
  function replace(whole: string): void {
    if (!whole.startsWith(text)) {
      answer.reset();
      text = '';
    }
    answer.text(whole.slice(text.length));
    text = whole;
  }

  function finish(facts?: JsonObject): void {
    if (facts) readFacts(facts);
    answer.finish(finishReason ?? 'stop');
  }

  function readFacts(facts: JsonObject): void {
    const reason = facts['finish_reason'] ?? facts['finishReason'] ?? facts['stop_reason'];
    finishReason = finishReasonOf(reason) ?? finishReason;
    if (isRecord(facts['usage'])) answer.metadata(usageOf(facts['usage']));
  }

  function readAs(kind: TutorialKind, name: string, value: unknown): void {
    switch (kind) {
      case 'text':
        return readValue(value);
      case 'reasoning':
        return answer.reasoning(typeof value === 'string' ? value : textOf(value));
      case 'end':
        return readEnd(value);
      case 'error':
        return answer.fail(
          (typeof value === 'string' && value) ||
            (errorTextOf({ ...(value as object), type: 'error' }) ?? ''),
        );
      case 'abort':
        return answer.abort(textAt(value, 'reason') || textAt(value, 'message'));
      case 'footer':
        isWhole = true;
        if (isRecord(value)) readFacts(value);
        return readData(name, value);
      case 'data':
        return readData(name, value);
      case 'alive':
        return undefined;
    }
  }

  function readData(name: string, value: unknown): void {
    // Of progress only the newest counts; other data are each a part.
    const id = /^(?:progress|status)$/.test(name) && { id: name };
    answer.emit({ type: `data-${name}`, ...id, data: value });
  }

  // The end may bring the whole text once more.
  function readEnd(value: unknown): void {
    const whole = typeof value === 'string' ? value : wholeTextOf(value);
    const isText = typeof value !== 'string' || (text !== '' && value.startsWith(text));
    if (whole && isText) replace(whole);
    finish(isRecord(value) ? value : undefined);
  }

  function readValue(value: unknown): void {
    if (typeof value === 'string') write(value);
    else if (isRecord(value)) readObject(value);
  }

  function readObject(value: JsonObject): void {
    const type = textAt(value, 'type') || textAt(value, 'event');
    const kind = tutorialKind(type);
    if (value['error']) return readAs('error', 'error', value);
    if (kind && kind !== 'text') return readAs(kind, type.toLowerCase(), value);
    const status = textAt(value, 'status');
    if (status && !textOf({ ...value, message: '' })) return readStatus(status, value);
    const isEnded = isEnd(value);
    const delta = textOf(value) || (kind ? textAt(value, 'value') || textAt(value, 'data') : '');
    if (delta) readPiece(delta, delta === value['message'], isEnded);
    const whole = textAt(value, 'full_text') || textAt(value, 'full_response');
    if (whole) replace(whole);
    if (isEnded) finish(value);
    else if (isLast(value)) {
      readFacts(value);
      isWhole = true;
    } else if (type && !kind) readData(type, value);
    else if (!delta && !kind && !isKnown(value)) readData('data', value);
  }

  // With the end comes the last piece, or the whole text once more, or a message about the end.
  function readPiece(delta: string, isMessage: boolean, isEnded: boolean): void {
    if (!isEnded) isInMessages ||= isMessage;
    if (isEnded && pieces > 1 && delta.startsWith(text)) return replace(delta);
    const isAboutEnd = isEnded && isMessage && !isInMessages && pieces > 0;
    if (!isAboutEnd) write(delta);
  }

  function readStatus(status: string, value: JsonObject): void {
    const kind = statusKind(status);
    if (kind !== 'error') readData('status', value);
    if (kind === 'end') finish(value);
    else if (kind) readAs(kind, status, value);
  }

  // In a stream of plain text, braces are text too, but for the object that ends it.
  function valueOf(data: string): unknown {
    const value = tryJson(data);
    const isObject = isRecord(value) && !Array.isArray(value);
    isRaw ??= !isObject && typeof value !== 'string' && !data.startsWith('{');
    if (!isRaw) return isObject || typeof value === 'string' ? value : parseJson(data);
    return isObject && isBorder(value) ? value : data;
  }

  function readFrame({ event, data }: SseFrame): void {
    if (/^\[(?:DONE|END|STOP)\]$/.test(data.trim())) return finish();
    const kind = event === 'message' ? 'text' : tutorialKind(event);
    if (kind === 'text') return data ? readValue(valueOf(data)) : undefined;
    const value = tryJson(data) ?? data;
    if (kind) return readAs(kind, event.toLowerCase(), value);
    if (isRecord(value) && textOf(value)) readObject(value);
    else readData(event, value);
  }

  return {
    push(frame) {
      if (answer.isEnded) return [];
      readFrame(frame);
      return answer.take();
    },
    end() {
      if (isWhole) finish();
      return answer.take();
    },
  };
}
