import type { AnswerWriter } from './answer-writer.ts';
import type { JsonObject } from './json-dialect.ts';
import { textFields } from './tutorial-words.ts';

const isTextField = (field: string): boolean => textFields.some((name) => name === field);

/** The text of a tutorial's stream: its pieces, and whatever tells it whole once more. */
export class TutorialText {
  /** All of it so far. */
  text = '';
  /** Whether an object has brought some of it. */
  isInObjects = false;
  readonly #answer: AnswerWriter;
  readonly #isCumulative: boolean;
  // How many pieces it came in, and whether in a field that others use for words about the stream.
  #pieces = 0;
  #isInMessages = false;
  // What the objects that brought it look like.
  #shape = '';

  constructor(answer: AnswerWriter, isCumulative: boolean) {
    this.#answer = answer;
    this.#isCumulative = isCumulative;
  }

  /** Writes a piece. */
  write(delta: string): void {
    if (this.#isCumulative) return this.replace(delta);
    this.text += delta;
    this.#pieces++;
    this.#answer.text(delta);
  }

  /** Takes the whole text so far, of which a part is known. */
  replace(whole: string): void {
    if (!whole.startsWith(this.text)) {
      this.#answer.reset();
      this.text = '';
    }
    this.#answer.text(whole.slice(this.text.length));
    this.text = whole;
  }

  /** Says whether an object looks unlike those that brought the pieces, so that it may tell the whole once more. */
  isOther(value: JsonObject): boolean {
    const { type, event } = value;
    const shape = JSON.stringify([type, event, Object.keys(value).find(isTextField)]);
    const isOther = this.#pieces > 1 && this.text.length > 2 && shape !== this.#shape;
    this.#shape = this.#shape && this.#pieces > 0 ? this.#shape : shape;
    return isOther;
  }

  /** Writes what came in an object: with the end comes the last piece, the whole text once more, or a message about the end. */
  read(delta: string, isMessage: boolean, isEnded: boolean): void {
    if (!isEnded) this.#isInMessages ||= isMessage;
    if (isEnded && this.#pieces > 1 && delta.startsWith(this.text)) return this.replace(delta);
    const isAboutEnd = isEnded && isMessage && !this.#isInMessages && this.#pieces > 0;
    if (!isAboutEnd) this.write(delta);
  }
}
