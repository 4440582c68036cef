import type { ChatEvent } from '../protocol/chat-event.ts';
import { isRecord, textAt, tryJson } from '../protocol/json.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { unpraised } from './envelope.ts';
import { failureBy } from './failure.ts';
import { isDone, type JsonObject } from './json-dialect.ts';
import { answerIn } from './tutorial-answer.ts';
import { TutorialFacts } from './tutorial-facts.ts';
import {
  batchOf,
  isIds,
  isPiece,
  pictureOf,
  resultsOf,
  textOf,
  wholeTextOf,
} from './tutorial-fields.ts';
import { objectReader } from './tutorial-objects.ts';
import { TutorialParts } from './tutorial-parts.ts';
import { TutorialText } from './tutorial-text.ts';
import { valueReader } from './tutorial-values.ts';
import { tutorialKind, type TutorialKind } from './tutorial-words.ts';

/** The dialect of tutorials, which another may take the place of as long as no object has brought text. */
export interface TutorialDialect extends Dialect {
  readonly isLoose: () => boolean;
  /** Closes what is open, because another dialect goes on. */
  readonly leave: () => ChatEvent[];
}

/**
 * What guides and tutorials teach to write: tokens as text, as JSON strings or in a field of an
 * object; ends and errors by the event's name, by `type`, by `status` or by a flag; steps and results, each kept by its name.
 * Whatever is neither becomes a `data-*` part. Without an end marker the stream ends as truncated, unless it was one JSON
 * document.
 */
export function tutorial({
  reasoning = 'tags',
  reasoningTags,
  cumulative = false,
}: DialectOptions = {}): TutorialDialect {
  const answer = new AnswerWriter(reasoning, reasoningTags);
  const said = new TutorialText(answer, cumulative);
  const facts = new TutorialFacts(answer);
  const parts = new TutorialParts(answer, said);
  const valueOf = valueReader();
  const readObject = objectReader({
    answer,
    said,
    facts,
    parts,
    readAs,
    endWith,
    isAlone: () => frames === 1,
  });
  // The first frame, which may be the only one: a whole answer as JSON.
  let first: unknown;
  let frames = 0;

  function readAs(kind: TutorialKind, name: string, value: unknown): void {
    switch (kind) {
      case 'text':
        return readValue(value);
      case 'batch':
        for (const piece of batchOf(value)) readValue(piece);
        return undefined;
      case 'reasoning':
        return answer.reasoning(typeof value === 'string' ? value : textOf(value));
      case 'end':
        return readEnd(name, value);
      case 'error':
        return answer.fail(failureBy(value));
      case 'abort':
        return answer.abort(textAt(value, 'reason') || textAt(value, 'message'));
      case 'footer':
        facts.isWhole = true;
        if (isRecord(value)) facts.read(value);
        return parts.data(name, value);
      case 'notice':
        return answer.emit({ type: `data-${name}`, data: value, transient: true });
      case 'data':
        if (isRecord(value) && facts.count(value) && name === 'usage') return undefined;
        if (isRecord(value) && isIds(value)) return parts.ids(value);
        return parts.data(name, value);
      case 'alive':
        return undefined;
    }
  }

  // The end may bring the whole text once more, and results.
  function readEnd(name: string, given: unknown): void {
    const value: unknown = Array.isArray(given) && typeof given[0] === 'string' ? given[0] : given;
    const whole = typeof value === 'string' ? value : wholeTextOf(value);
    const isText = typeof value !== 'string' || (said.text !== '' && value.startsWith(said.text));
    if (whole && isText) said.replace(whole);
    endWith(name, isRecord(value) ? value : undefined);
  }

  function endWith(name: string, value: JsonObject | undefined): void {
    const { picture, rest } = pictureOf(value ?? {});
    const results = resultsOf(rest, said.text);
    if (picture) parts.picture(picture);
    if (results) parts.data(name, results);
    facts.finish(value);
  }

  function readValue(value: unknown): void {
    if (typeof value === 'string') said.write(value);
    else if (Array.isArray(value) && typeof value[0] === 'string') readSoFar(value[0]);
    else if (isRecord(value)) readObject(value);
  }

  // Gradio's lists hold the output so far.
  function readSoFar(whole: string): void {
    if (whole.startsWith(said.text)) said.replace(whole);
    else said.write(whole);
  }

  // One JSON document that was closed is a whole answer, unless it is but a piece of one.
  function readDocument(): void {
    if (frames > 1 || typeof first !== 'object') return said.text ? facts.finish() : undefined;
    if (!isRecord(first) || isPiece(first)) return undefined;
    const found = said.text ? '' : answerIn(unpraised(first));
    if (found) {
      answer.reset();
      said.write(found);
    }
    const sources = first['sources'] ?? first['citations'];
    if (said.text && Array.isArray(sources) && sources.length > 0) parts.data('sources', sources);
    if (!answer.isEmpty) facts.finish(first);
  }

  function readFrame({ event, data }: SseFrame): void {
    if (isDone(data)) return facts.finish();
    const kind = event === 'message' ? 'text' : tutorialKind(event);
    if (event === 'generating') return readValue(note(tryJson(data)));
    if (kind === 'text') return data ? readValue(note(valueOf(data))) : undefined;
    const value = note(tryJson(data) ?? data);
    if (kind) return readAs(kind, event.toLowerCase(), value);
    if (isRecord(value) && textOf(value)) readObject(value);
    else parts.data(event, value);
  }

  function note(value: unknown): unknown {
    if (frames++ === 0) first = value;
    return value;
  }

  return {
    isLoose: () => !said.isInObjects && !answer.isEnded,
    leave() {
      answer.close();
      return answer.take();
    },
    push(frame) {
      if (answer.isEnded) return [];
      readFrame(frame);
      return answer.take();
    },
    end(isDocument = false) {
      if (facts.isWhole) facts.finish();
      else if (isDocument && !answer.isEnded) readDocument();
      return answer.take();
    },
  };
}
