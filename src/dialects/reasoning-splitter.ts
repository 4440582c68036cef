import { answerTags, harmonyMarks } from './reasoning-tags.ts';
import { knownTagSet, tagSetOf, type TagSet } from './tag-set.ts';

/** A piece of a model's text, told apart; `retract` says that all text so far was reasoning, which follows again. */
export type ReasoningPiece =
  | {
      /** What the text is. */
      readonly kind: 'text' | 'reasoning';
      /** The text that is added. */
      readonly delta: string;
    }
  | { readonly kind: 'retract' };

/** Options of `ReasoningSplitter`. */
export interface ReasoningSplitterOptions {
  /** Whether the text begins inside the reasoning, its opening tag being part of the prompt. @default false */
  readonly isOpen?: boolean | undefined;
  /** The tags that stand around reasoning, each with the one that closes it. @default those of well-known models */
  readonly tags?: readonly (readonly [open: string, close: string])[] | undefined;
}

// A Harmony header that is longer than this is none.
const longestHeader = 256;
const openHeader = /<\|(?:start|channel)\|>(?![^]*<\|message\|>)/g;
// What may stand before a fence: indentation, quotes, one list marker.
const beforeFence = /^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?$/;

/**
 * Tells reasoning from the answer in the text of a local model: `<think>` and its like at the beginning of a text, also with the
 * opening tag missing, and Harmony channels. Later in a text, and inside code (fences and code spans), they are text. Tags may
 * be cut anywhere. A closing tag without an opening one retracts the text before it.
 */
export class ReasoningSplitter {
  readonly #tags: TagSet;
  #kind: 'text' | 'reasoning';
  // Whether nothing but white space of this text has come, so that reasoning may begin.
  #isFresh = true;
  #isHarmony = false;
  // Whether the tags mean nothing here.
  #isOff = false;
  // The tag that opened the reasoning; any closing one does where it is not known.
  #open = '';
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

  constructor({ isOpen = false, tags }: ReasoningSplitterOptions = {}) {
    this.#tags = tags ? tagSetOf(tags) : knownTagSet;
    this.#kind = isOpen ? 'reasoning' : 'text';
    if (isOpen) this.#retractable = undefined;
  }

  /** Takes the next text and returns its pieces; holds back what may be the beginning of a tag. */
  push(delta: string): ReasoningPiece[] {
    const text = this.#held + delta;
    this.#held = '';
    const pieces: ReasoningPiece[] = [];
    if (!this.#isOff && this.#tags.sign.test(text)) this.#read(text, this.#heldFrom(text), pieces);
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

  /** Forbids to retract: something other than text has followed it. */
  keep(): void {
    this.#retractable = undefined;
  }

  /** Says that another text begins, after a call for example. */
  begin(): void {
    if (this.#hasShown) this.keep();
    this.#isFresh = true;
  }

  /** Says that the server names its reasoning, so that tags in the text are text. */
  stop(): void {
    this.keep();
    this.#isOff ||= this.#kind === 'text';
  }

  #read(text: string, end: number, pieces: ReasoningPiece[]): void {
    const clear = text.slice(0, end);
    let from = 0;
    for (;;) {
      const pattern = this.#mayHead() ? this.#tags.headed : this.#tags.token;
      pattern.lastIndex = from;
      const match = pattern.exec(clear);
      if (!match) break;
      const [found] = match;
      this.#show(text.slice(from, match.index), pieces);
      from = match.index;
      // The words before it may have shown that this is no header.
      if (found.endsWith('<|message|>') && !this.#mayHead()) continue;
      from += found.length;
      if (/^[`~\n]/.test(found)) this.#readCode(found);
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
    this.#isFresh &&= this.#kind === 'reasoning' || !/\S/.test(delta);
    if (this.#retractable !== undefined) this.#retractable += delta;
    if (last?.kind === this.#kind) {
      pieces[pieces.length - 1] = { kind: this.#kind, delta: last.delta + delta };
    } else pieces.push({ kind: this.#kind, delta });
  }

  // A model may leave a code span open; a closing tag at the start of a line ends it.
  #isInCode(tag: string): boolean {
    const isEnd = this.#isClose(tag) && this.#line.trim() === '';
    return this.#fence !== '' || (this.#span > 0 && !isEnd);
  }

  #isClose(tag: string): boolean {
    const { closes } = this.#tags;
    if (this.#kind === 'reasoning' && this.#open) {
      // Some models close one tag by the name of another.
      const isNamed = /^<\w/.test(this.#open) && /^<\/\w/.test(tag);
      return closes.get(this.#open) === tag || (isNamed && [...closes.values()].includes(tag));
    }
    return [...closes.values()].includes(tag);
  }

  // Says whether the tag took effect; else it is text.
  #readTag(tag: string, pieces: ReasoningPiece[]): boolean {
    if (answerTags.includes(tag)) return this.#open !== '' && this.#kind === 'text';
    if (harmonyMarks.some((mark) => tag.startsWith(mark))) return this.#readMark(tag);
    if (this.#kind === 'reasoning') {
      if (!this.#isClose(tag) || this.#isHarmony) return false;
      this.#turn('text');
      return true;
    }
    if (this.#isClose(tag)) return this.#retract(pieces);
    // Whoever speaks of the tags means none of them.
    if (!this.#isFresh) {
      this.keep();
      return false;
    }
    this.#open = tag;
    this.#turn('reasoning');
    return true;
  }

  // Of Harmony's channels the user is meant to read `final`, and `commentary` that calls no tool.
  #readMark(mark: string): boolean {
    const isHeader = mark.endsWith('<|message|>');
    if (!this.#isHarmony && !(this.#mayHead() && /^<\|(?:s|ch)/.test(mark))) return false;
    this.#isHarmony = true;
    this.#turn(isHeader && /analysis|to=/.test(mark) ? 'reasoning' : 'text');
    return true;
  }

  #mayHead(): boolean {
    return this.#isHarmony || (this.#isFresh && this.#kind === 'text');
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
    this.#isFresh = true;
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

  // Where the text ends that is clear by now.
  #heldFrom(text: string): number {
    const tailAt = Math.max(0, text.length - longestHeader);
    const opens = text.includes('<|') ? text.slice(tailAt).matchAll(openHeader) : [];
    for (const open of opens) {
      const start = tailAt + open.index;
      // A tag before it may begin another text, with which a header may begin.
      const before = text.slice(0, start);
      if (this.#mayHead() || this.#tags.all.some((tag) => before.includes(tag))) return start;
    }
    const run = /(?:`+|~+)$/.exec(text);
    if (run) return run.index;
    const longest = 24;
    for (let from = Math.max(0, text.length - longest); from < text.length; from++) {
      if (!this.#tags.starts.includes(text.charAt(from))) continue;
      const tail = text.slice(from);
      if (this.#tags.all.some((tag) => tag.startsWith(tail) && tag !== tail)) return from;
    }
    return text.length;
  }
}
