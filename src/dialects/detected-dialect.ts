import { ChatError } from '../protocol/chat-error.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import { isRecord, parseJson, textAt, tryJson } from '../protocol/json.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import { detectFormat } from './detect-format.ts';
import type { Dialect, DialectOptions, WireFormat } from './dialect.ts';
import { isDone, isNothing } from './json-dialect.ts';
import { failureBy, failureOf } from './failure.ts';
import { looseUiMessageStream } from './loose-ui-message-stream.ts';
import { tutorial, type TutorialDialect } from './tutorial.ts';
import { tutorialKind } from './tutorial-words.ts';

// Words that servers send to say that the connection stands; not the beginning of an answer, if another format follows.
const greetings =
  /^\s*:|^\W*(?:true|connected|connection (?:established|opened)|ready|ok|open(?:ed)?|start(?:ed)?|begin|init|ping|pong|subscribed)\W*$/i;

/**
 * Finds out by its frames which format a stream is in. One odd frame decides nothing: those that carry nothing are skipped, and
 * as long as there were only words or data of no known format, the first frame of a known one decides.
 *
 *     looking ──known format──► that dialect
 *       └─anything else─► tutorial ──known format, before any text in objects──► that dialect
 */
export class DetectedDialect implements Dialect {
  readonly #options: DialectOptions;
  readonly #create: (format: WireFormat, options: DialectOptions) => Dialect;
  readonly #native = looseUiMessageStream();
  #chosen: Dialect | undefined;
  // While another format may still turn out to be the right one.
  #loose: TutorialDialect | undefined;
  // The first frame, if it may be a notice before the answer.
  #held: SseFrame | undefined;
  #isEnded = false;

  constructor(
    options: DialectOptions,
    create: (format: WireFormat, options: DialectOptions) => Dialect,
  ) {
    this.#options = options;
    this.#create = create;
  }

  /** Reads a frame by the dialect that is known by then; throws as that one does. */
  push(frame: SseFrame): ChatEvent[] {
    if (this.#chosen && (!this.#loose || !this.#mayBeOther(frame))) return this.#chosen.push(frame);
    const format = this.#formatOf(frame);
    if (!frame.data && /^(?:data|notice|alive|)$/.test(tutorialKind(frame.event) ?? '')) return [];
    if (this.#loose) return this.#readOn(this.#loose, frame, format);
    if (format === 'undecided') return this.#readUndecided(frame);
    if (format && format !== 'tutorial') return this.#turn(format, frame);
    const mayBeNotice = !this.#held && (!format || greetings.test(frame.data));
    if (!mayBeNotice) return this.#settle().push(frame, this.#takeHeld());
    this.#held = frame;
    return [];
  }

  /** Ends the stream as its dialect does. */
  end(isWhole?: boolean): ChatEvent[] {
    const held = this.#takeHeld();
    const events = held ? this.#settle().push(held) : [];
    if (isWhole && !this.#chosen && !this.#isEnded) throw nothingToRead();
    return [...events, ...(this.#chosen?.end(isWhole) ?? [])];
  }

  // Reads a frame while a tutorial's dialect has the stream, which another may still take over.
  #readOn(
    loose: TutorialDialect,
    frame: SseFrame,
    format: WireFormat | 'undecided' | undefined,
  ): ChatEvent[] {
    if (format === 'undecided' && isStart(frame)) return this.#native.push(frame);
    const isOther = format && format !== 'undecided' && format !== 'tutorial';
    return isOther ? this.#turn(format, frame) : loose.push(frame);
  }

  #mayBeOther({ data }: SseFrame): boolean {
    if (this.#loose && !this.#loose.isLoose()) this.#loose = undefined;
    return this.#loose !== undefined && /^\s*(?:data:|"\{|[{[])/.test(data);
  }

  #formatOf(frame: SseFrame): WireFormat | 'undecided' | undefined {
    const format = detectFormat(frame);
    // A broken object is an error, not text.
    if (format === undefined && !this.#loose) parseJson(frame.data);
    return format;
  }

  #takeHeld(): SseFrame | undefined {
    const held = this.#held;
    this.#held = undefined;
    return held;
  }

  #settle(): { push: (frame: SseFrame, before?: SseFrame) => ChatEvent[] } {
    const loose = (this.#loose = tutorial(this.#options));
    this.#chosen = loose;
    return {
      push: (frame, before) => [...(before ? loose.push(before) : []), ...loose.push(frame)],
    };
  }

  #turn(format: WireFormat, frame: SseFrame): ChatEvent[] {
    const held = this.#takeHeld();
    const notice = held && tryJson(held.data);
    const told: ChatEvent[] = isRecord(notice)
      ? [{ type: 'data-notice', data: notice, transient: true }]
      : [];
    const before = this.#loose?.leave() ?? [];
    this.#loose = undefined;
    this.#chosen = this.#create(format, this.#options);
    const events = this.#chosen.push(frame);
    const isBegun = events[0]?.type === 'start' ? 1 : 0;
    // A message begins before its first text.
    const start = before.length > 0 ? [] : events.slice(0, isBegun);
    return [...before, ...start, ...told, ...events.slice(isBegun)];
  }

  // Errors, [DONE] and the borders of a message look alike in several formats.
  #readUndecided(frame: SseFrame): ChatEvent[] {
    if (this.#isEnded) return [];
    const value = tryJson(frame.data);
    const failure = frame.event === 'error' ? failureBy(value ?? frame.data) : failureOf(value);
    this.#isEnded = failure !== undefined || isDone(frame.data);
    const held = this.#isEnded ? this.#takeHeld() : undefined;
    if (held) return this.#settle().push(frame, held);
    if (failure) return [{ type: 'error', ...failure }];
    if (isDone(frame.data)) return this.#native.push({ ...frame, data: '[DONE]' });
    return isNothing(value) ? [] : this.#native.push(frame);
  }
}

function nothingToRead(): ChatError {
  return new ChatError(
    'protocol',
    'The server’s answer holds nothing that can be read. Check its address and what it answers.',
  );
}

function isStart({ data }: SseFrame): boolean {
  return textAt(tryJson(data), 'type') === 'start';
}
