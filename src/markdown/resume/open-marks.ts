import type { FlatTokens, Piece } from './flat-tokens.ts';
import { anyRun, charAt, charBefore, closeKind, mayClose } from './mark-runs.ts';
import { OpenTags } from './open-tags.ts';

/** What is a mark beyond CommonMark and GFM, or none. */
export interface MarkRules {
  /** Characters that the inline extensions may begin or end with. */
  readonly own: string;
  /** Whether a tilde with none beside it is text. */
  readonly isTildeText: boolean;
}

interface Bracket {
  readonly at: number;
  /** Whether what follows it may be a label so far: that holds no bracket. */
  isLabel: boolean;
}

interface Parenthesis {
  readonly at: number;
  /** How many are open in it. */
  depth: number;
}

/** A mail address that begins with a mark is one only where the mark could have a partner. */
const mailBehind = /^_+[\w.+-]*@/;

/** Brackets nest this deep in a link's text for marked; one with more in it is text for ever. */
const deepestBrackets = 3;
/** Likewise for the parentheses of a destination. */
const deepestParentheses = 2;

/**
 * The marks of a text that wait for a partner: which later text would change what stands before it.
 * It reads on as the text grows, and forgets what can open nothing any more.
 */
export class OpenMarks {
  readonly #rules: MarkRules;
  /** Runs of `*`, `_` or `~` by their mark and length; in emphasis their length does not count. */
  readonly #runs = new Map<string, number>();
  readonly #ticks = new Map<number, number>();
  #brackets: Bracket[] = [];
  #parentheses: Parenthesis[] = [];
  /** A link whose destination may have a title that goes on behind a parenthesis. */
  #titleAt: number | undefined;
  #tags = new OpenTags();
  #own: number[] = [];
  /** Where marks stand that were read last and still wait. */
  #positions: number[] = [];
  /** Marks before this place were there before what is read now. */
  #base = 0;
  #isTouched = false;

  constructor(rules: MarkRules) {
    this.#rules = rules;
  }

  clone(): OpenMarks {
    const copy = new OpenMarks(this.#rules);
    for (const [key, at] of this.#runs) copy.#runs.set(key, at);
    for (const [length, at] of this.#ticks) copy.#ticks.set(length, at);
    copy.#brackets = this.#brackets.map((each) => ({ ...each }));
    copy.#parentheses = this.#parentheses.map((each) => ({ ...each }));
    copy.#titleAt = this.#titleAt;
    copy.#tags = this.#tags.clone();
    copy.#own = [...this.#own];
    return copy;
  }

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return (
      this.#runs.size + this.#ticks.size + this.#brackets.length + this.#own.length === 0 &&
      this.#parentheses.length === 0 &&
      this.#titleAt === undefined &&
      this.#tags.isEmpty
    );
  }

  /** Where marks of extensions stand that none has read so far. */
  get own(): readonly number[] {
    return this.#own;
  }

  /** Where the first mark from `from` on stands that was read last and still waits. */
  firstFrom(from: number): number {
    const brackets = this.#brackets.map(({ at }) => at);
    const parentheses = this.#parentheses.map(({ at }) => at);
    const all = [
      ...this.#positions,
      ...brackets,
      ...parentheses,
      ...this.#tags.positions,
      ...this.#own,
    ];
    return Math.min(Infinity, ...all.filter((at) => at >= from));
  }

  /** Reads the tokens between two places, the first of which stands at `base` of the whole text. */
  read(flat: FlatTokens, base: number, from = 0, to = flat.mask.length): this {
    this.#positions = [];
    this.#base = base + from;
    this.#isTouched = false;
    this.#closeRuns(flat.mask, from, to);
    for (const piece of flat.pieces) {
      const start = Math.max(from - piece.at, 0);
      const end = Math.min(to - piece.at, piece.raw.length);
      if (end <= start) continue;
      this.#readPiece(piece, flat.mask, base, start, end);
    }
    return this;
  }

  /** Whether tokens that follow are a partner of a mark that waits. */
  isTouchedBy(flat: FlatTokens, base: number, from = 0): boolean {
    return !this.isEmpty && this.clone().read(flat, base, from).#isTouched;
  }

  #touch(at: number): void {
    if (at < this.#base) this.#isTouched = true;
  }

  #wait<T>(marks: Map<T, number>, key: T, at: number): void {
    if (!marks.has(key)) marks.set(key, at);
    this.#positions.push(at);
  }

  #readPiece(piece: Piece, mask: string, base: number, from: number, to: number): void {
    const { type, raw, at } = piece;
    const offset = base + at;
    this.#readTicks(piece, offset, from, to);
    const closed = this.#tags.read(raw, offset, from, to, type === 'text' || type === 'link');
    for (const each of closed) this.#touch(each);
    if (type === 'text') this.#readText(piece, mask, offset, from, to);
    else {
      this.#readParentheses(piece, from, to);
      this.#readLabels(raw.slice(from, to));
    }
    this.#readOwn(piece, offset, from, to);
  }

  #readText(piece: Piece, mask: string, offset: number, from: number, to: number): void {
    const { raw, at } = piece;
    const special = /\*+|_+|~+|[[\]()]/g;
    special.lastIndex = from;
    for (let match = special.exec(raw); match; match = special.exec(raw)) {
      const { 0: found, index } = match;
      if (index >= to) return;
      const place = offset + index;
      if (found === '[') this.#openBracket(place);
      else if (found === ']') this.#closeBracket(place, mask[at + index + 1]);
      else if (found === '(') this.#openParenthesis();
      else if (found === ')') this.#closeParenthesis(raw.slice(0, index));
      else if (piece.isRaw || mailBehind.test(raw.slice(index, index + 80))) {
        this.#wait(this.#runs, `${found[0]}${anyRun}`, place);
      } else if (this.#canOpen(found, mask, at + index)) {
        const around = [mask[at + index - 1], mask[at + index + found.length]];
        const isWhole = !piece.isNested && !around.includes(found[0]);
        this.#wait(this.#runs, `${found[0]}${isWhole ? found.length : 0}`, place);
      }
    }
  }

  #canOpen(run: string, mask: string, at: number): boolean {
    const mark = run[0];
    if (mark === '~' && (run.length > 2 || (this.#rules.isTildeText && run.length === 1))) {
      return at + run.length >= mask.length && run.length < 2;
    }
    const next = charAt(mask, at + run.length);
    if (next === '') return true;
    if (/\s/.test(next)) return false;
    return mark !== '_' || !/[\p{L}\p{N}]/u.test(charBefore(mask, at));
  }

  /** Looks for runs that may end emphasis which was open before. */
  #closeRuns(mask: string, from: number, to: number): void {
    if (this.#runs.size === 0) return;
    const runs = /\*+|_+|~+/g;
    runs.lastIndex = from;
    for (let match = runs.exec(mask); match; match = runs.exec(mask)) {
      const { 0: run, index } = match;
      if (index >= to) return;
      const before = charBefore(mask, index);
      // The rest of a run is no run of its own.
      if (before === '' || /\s/.test(before) || before === run[0]) continue;
      const kind = closeKind(run, before, charAt(mask, index + run.length));
      for (const [key, at] of this.#runs) {
        if (key[0] === run[0] && mayClose(Number(key.slice(1)), run, kind)) this.#touch(at);
      }
    }
  }

  #readTicks({ raw, type }: Piece, offset: number, from: number, to: number): void {
    if (this.#ticks.size === 0 && (type !== 'text' || !raw.includes('`', from))) return;
    const runs = /`+/g;
    runs.lastIndex = from;
    for (let match = runs.exec(raw); match && match.index < to; match = runs.exec(raw)) {
      const at = this.#ticks.get(match[0].length);
      if (at !== undefined) this.#touch(at);
      if (type === 'text') this.#wait(this.#ticks, match[0].length, offset + match.index);
    }
  }

  #openBracket(at: number): void {
    for (const bracket of this.#brackets) bracket.isLabel = false;
    this.#brackets.push({ at, isLabel: true });
    if (this.#brackets.length > deepestBrackets) this.#brackets.shift();
  }

  #closeBracket(place: number, next: string | undefined): void {
    const bracket = this.#brackets.at(-1);
    for (const each of this.#brackets) if (each.isLabel) each.isLabel = false;
    if (!bracket) return;
    this.#touch(bracket.at);
    // Its destination or label may still come.
    if (next === undefined) return;
    this.#brackets.pop();
    if (next !== '(') return;
    this.#parentheses.push({ at: bracket.at, depth: -1 });
    if (this.#parentheses.length > deepestParentheses) this.#parentheses.shift();
  }

  /** A label may hold what else is code or a tag. */
  #readLabels(raw: string): void {
    for (const mark of raw.match(/[[\]]/g) ?? []) {
      for (const bracket of this.#brackets) {
        if (mark === ']' && bracket.isLabel) this.#touch(bracket.at);
        bracket.isLabel = false;
      }
    }
  }

  #readParentheses({ raw }: Piece, from: number, to: number): void {
    if (this.#parentheses.length === 0 && this.#titleAt === undefined) return;
    for (let index = from; index < to; index++) {
      const char = raw[index];
      if (char === '\\') index++;
      else if (char === '(') this.#openParenthesis();
      else if (char === ')') this.#closeParenthesis(raw.slice(0, index));
    }
  }

  #openParenthesis(): void {
    for (const each of this.#parentheses) each.depth++;
    this.#parentheses = this.#parentheses.filter(({ depth }) => depth < deepestParentheses);
  }

  #closeParenthesis(before: string): void {
    if (this.#titleAt !== undefined && /["')]\s*$/.test(before)) this.#touch(this.#titleAt);
    for (const { at, depth } of this.#parentheses) if (depth === 0) this.#touch(at);
    const closed = this.#parentheses.find(({ depth }) => depth === 0);
    if (closed) this.#titleAt ??= closed.at;
    for (const each of this.#parentheses) each.depth--;
    this.#parentheses = this.#parentheses.filter(({ depth }) => depth >= 0);
  }

  #readOwn({ raw, type }: Piece, offset: number, from: number, to: number): void {
    const { own } = this.#rules;
    if (own === '' || (type !== 'text' && type !== 'escape')) return;
    for (let index = from; index < to; index++) {
      if (own.includes(raw[index] ?? '')) this.#own.push(offset + index);
    }
  }
}
