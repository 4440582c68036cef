/**
 * Turns growing markdown into what a screen reader says: whole sentences, without marks, code blocks by name only.
 * Gives each sentence once, so that a listener is not flooded token by token.
 */
export class Narrator {
  #offset = 0;
  #isInFence = false;
  #pending = '';
  readonly #codeBlock: string;

  /** Takes the name that is said in place of code. */
  constructor(codeBlock = 'Code block.') {
    this.#codeBlock = codeBlock;
  }

  /** Takes the whole text so far; answers with what is to be said now, `''` while it is too little. */
  take(text: string, isDone: boolean): string {
    let end = text.indexOf('\n', this.#offset);
    while (end !== -1) {
      this.#say(text.slice(this.#offset, end));
      this.#offset = end + 1;
      end = text.indexOf('\n', this.#offset);
    }
    this.#takeOpenLine(text.slice(this.#offset), isDone);
    return this.#flush(isDone);
  }

  #takeOpenLine(line: string, isDone: boolean): void {
    if (isDone) this.#offset += line.length;
    if (isDone) return this.#say(line);
    if (this.#isInFence || /^\s*[`~|]/.test(line)) return;
    const sentences = /^.*(?:[.!?…:](?=\s)|[\u3002\uff01\uff1f])/su.exec(line)?.[0] ?? '';
    this.#offset += sentences.length;
    this.#say(sentences);
  }

  #say(line: string): void {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) this.#isInFence = !this.#isInFence;
    const words = isFence && this.#isInFence ? this.#codeBlock : spoken(line);
    if ((isFence || !this.#isInFence) && words)
      this.#pending += `${gapAfter(this.#pending)}${words}`;
  }

  #flush(isDone: boolean): string {
    if (!isDone && this.#pending.length < enoughToSay) return '';
    const said = this.#pending;
    this.#pending = '';
    return said;
  }
}

/** Short sentences are said together: every piece interrupts the listener once. */
const enoughToSay = 60;

const marks: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:```|~~~).*$/, ''],
  [/^[\s|:-]+$/, ''],
  [/^\s*(?:#{1,6}|>|[-*+](?: \[[ x]\])?|\d+[.)])\s+/, ''],
  [/!?\[([^\]]*)\](?:\([^)]*\)?)?/g, '$1'],
  [/<\/?[a-z][^>]*>/gi, ''],
  [/\*+|__|~~|`+/g, ''],
  [/\s*\|\s*/g, ', '],
];

// A heading or a list item ends without a mark; the voice needs one.
function gapAfter(said: string): string {
  if (said === '') return '';
  return /[\p{L}\p{N})]$/u.test(said) ? '. ' : ' ';
}

function spoken(line: string): string {
  let words = line;
  for (const [mark, instead] of marks) words = words.replace(mark, instead);
  return words.replace(/^, |, $/g, '').trim();
}
