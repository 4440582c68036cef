import { isRecord, textAt } from '../protocol/json.ts';
import type { AnswerWriter } from './answer-writer.ts';
import type { JsonObject } from './json-dialect.ts';
import { answerIn } from './tutorial-answer.ts';
import { pictureOf } from './tutorial-fields.ts';
import type { TutorialText } from './tutorial-text.ts';
import { statusKind, statusSubject, tutorialKind, type TutorialKind } from './tutorial-words.ts';

/** Writes what tutorials send beside text: data, pictures, names, the states of their work, and messages that are bubbles. */
export class TutorialParts {
  readonly #answer: AnswerWriter;
  readonly #said: TutorialText;
  #bubbles = 0;

  constructor(answer: AnswerWriter, said: TutorialText) {
    this.#answer = answer;
    this.#said = said;
  }

  /** Writes data under a name. Of progress only the newest counts; other data are each a part. */
  data(name: string, value: unknown): void {
    const id = /^(?:progress|status)$/.test(name) && { id: name };
    if (!isHollow(value)) this.#answer.emit({ type: `data-${name}`, ...id, data: value });
  }

  /** Writes a picture. */
  picture(picture: { url: string; mediaType: string }): void {
    this.#answer.close();
    this.#answer.emit({ type: 'file', ...picture });
  }

  /** Writes names of the chat and the message, which belong to the message as a whole. */
  ids(ids: unknown): void {
    if (isRecord(ids)) this.#answer.emit({ type: 'message-metadata', messageMetadata: { ...ids } });
  }

  /** Writes the state of a piece of work and tells what it means for the answer; the only frame may hold all of it. */
  status(status: string, value: JsonObject, isOnly: boolean): TutorialKind | undefined {
    const id = statusSubject(status);
    const kind = id === 'status' ? statusKind(status) : undefined;
    const { picture, rest } =
      kind === 'end' ? pictureOf(value) : { picture: undefined, rest: value };
    const only = kind === 'end' && isOnly ? answerIn({ ...value, message: '' }) : '';
    if (picture) this.picture(picture);
    if (only) this.#said.write(only);
    else if (kind !== 'error') this.#answer.emit({ type: 'data-status', id, data: rest });
    return kind;
  }

  /** Writes a step. One that is over, or failed, is no end: only the last one is, by its name. */
  step(step: string, status: string, value: JsonObject): TutorialKind | undefined {
    this.#answer.emit({ type: 'data-step', id: step, data: value });
    if (tutorialKind(step) !== 'end') return undefined;
    return statusKind(status) === 'error' ? 'error' : 'end';
  }

  /** Writes one of Rasa's messages, which come several at once, each a bubble of its own. */
  bubble(value: JsonObject): void {
    const words = textAt(value, 'text');
    if (words) this.#answer.text(words, { id: `bubble-${this.#bubbles++}` });
    this.#said.text += words;
    const url = textAt(value, 'image');
    if (url) this.picture({ url, mediaType: 'image/*' });
    const { recipient_id: _to, text: _words, image: _image, ...rest } = value;
    if (Object.keys(rest).length > 0) this.data('message', rest);
  }
}

// An event with no data says nothing beside its name.
function isHollow(value: unknown): boolean {
  if (!isRecord(value)) return value === '';
  return 'event' in value && value['data'] === '' && Object.keys(value).length === 2;
}
