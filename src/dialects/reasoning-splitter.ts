/** A piece of a model's text, told apart; `retract` says that all text so far was reasoning, which follows again. */
export type ReasoningPiece =
  | { readonly kind: 'text' | 'reasoning'; readonly delta: string }
  | { readonly kind: 'retract' };

/** Options of `ReasoningSplitter`. */
export interface ReasoningSplitterOptions {
  /** Whether the text begins inside the reasoning, its opening tag being part of the prompt. @default false */
  readonly isOpen?: boolean | undefined;
}

const tags = /^<(?:\/?think(?:ing)?>|\|(?:start|channel|end|return|call)\|>)/;
const allTags = ['<think>', '<thinking>', '</think>', '</thinking>'].concat(
  ['start', 'channel', 'end', 'return', 'call'].map((name) => `<|${name}|>`),
);
// A Harmony header runs up to `<|message|>`; one that is longer than this is none.
const longestHeader = 256;
const token =
  /<\|(?:start|channel)\|>[^]{0,256}?<\|message\|>|<\/?think(?:ing)?>|<\|(?:start|channel|end|return|call)\|>|`+|~{3,}|\n/g;
// What may stand before a fence: indentation, quotes, one list marker.
const beforeFence = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?$/;

/**
 * Tells reasoning from the answer in the text of a local model: `<think>` and `<thinking>`, also
 * with the opening tag missing, and Harmony channels. Tags may be cut anywhere; inside code (fences
 * and code spans) they are text. A closing tag without an opening one retracts the text before it.
 */
export class ReasoningSplitter {
  #kind: 'text' | 'reasoning';
  // The end of the text that may be the beginning of a tag or a part of a run of backticks.
  #held = '';
  // All text so far, as long as a closing tag could still turn it into reasoning.
  #retractable: string | undefined = '';
  #hasShown = false;
  // The line so far, as far as it matters for a fence.
  #line = '';
  #fence = '';
  #isFenceLine = false;
  #span = 0;

  constructor({ isOpen = false }: ReasoningSplitterOptions = {}) {
    this.#kind = isOpen ? 'reasoning' : 'text';
    if (isOpen) this.#retractable = undefined;
  }

  /** Takes the next text and returns its pieces; holds back what may be the beginning of a tag. */
  push(delta: string): ReasoningPiece[] {
    const text = this.#held + delta;
    this.#held = '';
    const pieces: ReasoningPiece[] = [];
    if (/[<`~\n]/.test(text)) this.#read(text, heldFrom(text), pieces);
    else this.#show(text, pieces);
    this.#hasShown ||= pieces.length > 0;
    return pieces;
  }

  /** Ends the text and returns what was held back. */
  flush(): ReasoningPiece[] {
    const text = this.#held;
    this.#held = '';
    const pieces: ReasoningPiece[] = [];
    if (text) this.#read(text, text.length, pieces);
    return pieces;
  }

  /** Forbids to retract: something other than text has followed it, or named reasoning has come. */
  keep(): void {
    this.#retractable = undefined;
  }

  #read(text: string, end: number, pieces: ReasoningPiece[]): void {
    let from = 0;
    for (const match of text.slice(0, end).matchAll(token)) {
      const [found] = match;
      this.#show(text.slice(from, match.index), pieces);
      from = match.index + found.length;
      if (!tags.test(found)) this.#readCode(found);
      else if (!this.#isInCode(found) && this.#readTag(found, pieces)) continue;
      this.#show(found, pieces, found === '\n' ? '' : undefined);
    }
    this.#show(text.slice(from, end), pieces);
    this.#held = text.slice(end);
  }

  #show(delta: string, pieces: ReasoningPiece[], line = this.#line + delta): void {
    if (this.#line.length < longestHeader || line === '') this.#line = line;
    if (!delta) return;
    const last = pieces.at(-1);
    if (this.#retractable !== undefined) this.#retractable += delta;
    if (last?.kind === this.#kind) {
      pieces[pieces.length - 1] = { kind: this.#kind, delta: last.delta + delta };
    } else pieces.push({ kind: this.#kind, delta });
  }

  // A model may leave a code span open; a closing tag at the start of a line ends it.
  #isInCode(tag: string): boolean {
    const isEnd = tag.startsWith('</') && this.#line.trim() === '';
    return this.#fence !== '' || (this.#span > 0 && !isEnd);
  }

  // Says whether the tag took effect; else it is text.
  #readTag(tag: string, pieces: ReasoningPiece[]): boolean {
    if (tag.startsWith('<th') && this.#kind === 'reasoning') return false;
    if (tag.startsWith('</') && this.#kind === 'text') return this.#retract(pieces);
    // Of Harmony's channels the user is meant to read `final`, and `commentary` that calls no tool.
    const isHeader = tag.startsWith('<|') && tag.endsWith('<|message|>');
    this.#turn(
      tag.startsWith('<th') || (isHeader && /analysis|to=/.test(tag)) ? 'reasoning' : 'text',
    );
    return true;
  }

  #retract(pieces: ReasoningPiece[]): boolean {
    const text = this.#retractable;
    if (text === undefined) return false;
    pieces.length = 0;
    if (this.#hasShown) pieces.push({ kind: 'retract' });
    if (text) pieces.push({ kind: 'reasoning', delta: text });
    this.#turn('text');
    return true;
  }

  #turn(kind: 'text' | 'reasoning'): void {
    this.#kind = kind;
    this.#retractable = undefined;
    this.#line = '';
    this.#fence = '';
    this.#span = 0;
  }

  #readCode(found: string): void {
    if (found === '\n') {
      this.#isFenceLine = false;
      // A blank line ends a paragraph and with it a code span that was never closed.
      if (this.#line.trim() === '') this.#span = 0;
    } else if (this.#fence) {
      const isMatch = found.startsWith(this.#fence);
      if (isMatch && (this.#isFenceLine || this.#line.trim() === '')) this.#fence = '';
    } else if (!this.#span && found.length > 2 && beforeFence.test(this.#line)) {
      this.#fence = found;
      this.#isFenceLine = true;
    } else if (found.startsWith('`')) {
      if (!this.#span) this.#span = found.length;
      else if (this.#span === found.length) this.#span = 0;
    }
  }
}

// Where the text ends that is clear by now.
function heldFrom(text: string): number {
  const header = /<\|(?:start|channel)\|>(?![^]*<\|message\|>)/.exec(text.slice(-longestHeader));
  if (header) return Math.max(0, text.length - longestHeader) + header.index;
  const run = /(?:`+|~+)$/.exec(text);
  if (run) return run.index;
  const start = text.lastIndexOf('<');
  const tail = text.slice(start);
  return start >= 0 && allTags.some((tag) => tag.startsWith(tail) && tag !== tail)
    ? start
    : text.length;
}
