import { isRecord, textAt } from '../protocol/json.ts';
import type { AnswerWriter } from './answer-writer.ts';
import { unpraised } from './envelope.ts';
import { failureOf } from './failure.ts';
import type { JsonObject } from './json-dialect.ts';
import type { TutorialFacts } from './tutorial-facts.ts';
import { isEnd, isIds, isKnown, isLast, textOf } from './tutorial-fields.ts';
import type { TutorialParts } from './tutorial-parts.ts';
import { bareDataOf, thoughtOf } from './tutorial-pieces.ts';
import type { TutorialText } from './tutorial-text.ts';
import { dataOf, mayRepeat } from './tutorial-values.ts';
import { isAside, statusSubject, tutorialKind, type TutorialKind } from './tutorial-words.ts';

/** What the objects of a tutorial's stream are written to. */
interface ObjectDesk {
  readonly answer: AnswerWriter;
  readonly said: TutorialText;
  readonly facts: TutorialFacts;
  readonly parts: TutorialParts;
  readonly readAs: (kind: TutorialKind, name: string, value: unknown) => void;
  readonly endWith: (name: string, value: JsonObject) => void;
  /** Whether nothing has come before the present frame. */
  readonly isAlone: () => boolean;
}

/** An object, and what is asked of it again and again. */
interface Look {
  readonly value: JsonObject;
  readonly type: string;
  readonly kind: TutorialKind | undefined;
  /** The text in fields of its own. */
  readonly own: string;
  readonly status: string;
  readonly step: string;
  /** What it is an envelope of. */
  readonly inner: unknown;
}

function lookAt(value: JsonObject): Look {
  const type = textAt(value, 'type') || textAt(value, 'event') || textAt(value, 'event_type');
  const isEnvelope = isRecord(value['output']) && !Array.isArray(value['output']);
  return {
    value,
    type,
    kind: tutorialKind(type),
    own: textOf({ ...value, message: '', ...(isEnvelope && { output: '' }) }),
    status: textAt(value, 'status'),
    step: textAt(value, 'step'),
    inner: value['data'] ?? (isEnvelope ? value['output'] : undefined),
  };
}

/** Makes what reads the objects of one stream: each by the first of its readings that knows it, else as text. */
export function objectReader({
  answer,
  said,
  facts,
  parts,
  readAs,
  endWith,
  isAlone,
}: ObjectDesk): (object: JsonObject) => void {
  let isInEnvelopes = false;
  return readObject;

  function readObject(object: JsonObject): void {
    const look = lookAt(unpraised(object));
    const { value, type } = look;
    // n8n's items hold text, those of typed streams data.
    if (type === 'item' && textAt(value, 'content'))
      return readText({ value, type: '', kind: 'text' });
    const isRead = readEnvelope(look) || readMarked(look) || readBare(look) || readThought(look);
    if (!isRead) readText(look);
  }

  // Objects that are known by their shape, whatever text they hold.
  function readMarked(look: Look): boolean {
    const { value, type, kind, own, status, step } = look;
    if (step && !own && !kind) {
      readState(parts.step(step, status, value), status, value);
    } else if (kind === 'notice' || kind === 'batch') readAs(kind, type.toLowerCase(), value);
    else if (!type && !own && status && statusSubject(status) !== 'status')
      readStatus(status, value);
    else return readFailure(value) || readTyped(look);
    return true;
  }

  function readFailure(value: JsonObject): boolean {
    const failure = failureOf(value);
    if (failure) answer.fail(failure);
    return failure !== undefined;
  }

  function readTyped({ value, type, kind }: Look): boolean {
    if ('recipient_id' in value) parts.bubble(value);
    else if (type === 'metadata' && dataOf(value) !== value) parts.ids(dataOf(value));
    else if (kind && kind !== 'text') readAs(kind, type.toLowerCase(), dataOf(value));
    else return false;
    return true;
  }

  // Text that stands somewhere else, or none.
  function readBare({ value, type, own, status }: Look): boolean {
    const bare = own || type ? '' : bareDataOf(value);
    if (bare) writeEnvelope(bare, true);
    else if (status && !own) readStatus(status, value);
    else return false;
    return true;
  }

  function readThought({ value, type, kind, own }: Look): boolean {
    const thought = type ? '' : thoughtOf(value);
    if (thought) {
      said.isInObjects = true;
      answer.reasoning(thought);
      if (!own && !isEnd(value)) return true;
    }
    const isOther = type !== '' && !kind && (isAside(type) || !own);
    if (isOther) parts.data(type, value);
    return isOther;
  }

  // An envelope may hold all of its text so far; RAGFlow's holds no more than `true` at the end.
  function readEnvelope({ type, kind, own, status, inner }: Look): boolean {
    const isOver = inner === true && isInEnvelopes;
    if (isOver) facts.finish();
    const mayHold = !own && (kind === 'text' || (!type && !status));
    const whole = mayHold && isRecord(inner) ? textOf(inner) : '';
    if (whole) writeEnvelope(whole, kind === 'text');
    return isOver || whole !== '';
  }

  function writeEnvelope(whole: string, isDelta: boolean): void {
    said.isInObjects = true;
    isInEnvelopes = true;
    if (!isDelta && said.text && whole.startsWith(said.text)) said.replace(whole);
    else said.write(whole);
  }

  function readText({ value, type, kind }: Pick<Look, 'value' | 'type' | 'kind'>): void {
    const isEnded = isEnd(value);
    const delta = textOf(value) || (kind ? textAt(value, 'value') || textAt(value, 'data') : '');
    const isSoFar = mayTellAll(value, type) && delta.startsWith(said.text);
    if (delta && isSoFar) said.replace(delta);
    else if (delta) said.read(delta, delta === value['message'], isEnded);
    said.isInObjects ||= delta !== '';
    const whole = textAt(value, 'full_text') || textAt(value, 'full_response');
    if (whole) said.replace(whole);
    if (isEnded) endWith('result', value);
    else if (isLast(value)) {
      facts.read(value);
      facts.isWhole = true;
    } else if (delta) facts.count(value);
    else if (!kind) readRest(value);
  }

  function mayTellAll(value: JsonObject, type: string): boolean {
    return mayRepeat(value, type, said.text) || said.isOther(value);
  }

  function readRest(value: JsonObject): void {
    if (isIds(value)) parts.ids(value);
    else if (!isKnown(value)) parts.data('data', value);
  }

  function readStatus(status: string, value: JsonObject): void {
    readState(parts.status(status, value, isAlone()), status, value);
  }

  function readState(kind: TutorialKind | undefined, status: string, value: JsonObject): void {
    if (kind === 'end') facts.finish(value);
    else if (kind) readAs(kind, status, value);
  }
}
