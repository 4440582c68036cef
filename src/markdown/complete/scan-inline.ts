import { type Delimiter, type Opening, flank, isMismatch, toOpenings } from './delimiters.ts';
import { type LinkGuess, guessLink } from './guess-link.ts';
import { guessEmphasis } from './guess-emphasis.ts';
import { findHeldEnd } from './hold-back.ts';
import type { InlineConstruct } from '../syntax/markdown-plugin.ts';

/** Inline text that may go on: what is open at its end, from the outside in. */
export interface OpenInline {
  readonly text: string;
  readonly openings: readonly Opening[];
  /** What comes after is held back: it has no meaning yet. */
  readonly end: number;
}

interface Bracket {
  readonly at: number;
  readonly isImage: boolean;
  /** The text it stands behind. */
  readonly before: string;
}

const tag =
  /<(?:!--[^]*?-->|\/?[a-z][\w-]*(?:\s+[a-z:_][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?>|[a-z][a-z\d+.-]{1,31}:[^\s<>]*>|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+>|\?[^]*?\?>|![a-z][^>]*>)/iy;
const openTag =
  /<(?:\/?[a-z][\w-]*(?:\s+[a-z:_][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*(?:\/|=|[a-z:_][\w.:-]*\s*=\s*(?:"[^"]*|'[^']*)?)?|[a-z][a-z\d+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@?[\w.-]*|![^>]*|!--[^]*|\?[^]*|\/)?$/iy;
const url = /(?:https?:\/\/|ftp:\/\/|www\.)[^\s<]*/iy;
// White space is matched in one way only: `(?=(\s*))\1` never gives any back.
const destination =
  /\((?=(\s*))\1(?:<(?:\\.|[^\n<>\\])*>|(?:\\.|[^\s\\()]|\((?:\\.|[^\s\\()])*\))*)(?:\s+(?:"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\((?:\\[^]|[^)\\])*\)))?\s*\)/y;
const openDestination =
  /\((?=(\s*))\1(?:<(?:\\.|[^\n<>\\])*>?|(?:\\.|[^\s\\()]|\((?:\\.|[^\s\\()])*\)?)*)\\?(?:\s+(?:"(?:\\[^]|[^"\\])*"?|'(?:\\[^]|[^'\\])*'?|\((?:\\[^]|[^)\\])*\)?)\\?)?\s*$/y;
const label = /\[(?:\\.|[^[\]\\])*\]/y;
const openLabel = /\[(?:\\.|[^[\]\\])*\\?$/y;

/** No code span is longer than this, in characters: an opener that waited so long is text. */
const longestCode = 4000;

/** Marks within marks that are completed; marks below are shown as they stand. */
const maxDepth = 24;

/**
 * Finds the marks that are open at the end of `text`, and where the text without meaning begins. The
 * constructs of plugins are read before marks. `lead` is what stands in front of it.
 */
export function scanInline(
  text: string,
  constructs: readonly InlineConstruct[] = [],
  lead = '',
): OpenInline {
  return new InlineScanner(text, constructs, lead).scan();
}

const specials = new Map<string, RegExp>();

/** What anything may begin with: marks, URLs, and what constructs may begin with. */
function specialWith(starts: string): RegExp {
  const known = specials.get(starts);
  const marks = starts.replace(/[^\w\s]/g, '\\$&');
  const special = known ?? new RegExp(`[\\\\\\x60<![\\]*_~${marks}]|${url.source}`, 'gi');
  specials.set(starts, special);
  return special;
}

class InlineScanner {
  readonly #text: string;
  #at = 0;
  readonly #delimiters: Delimiter[] = [];
  readonly #brackets: Bracket[] = [];
  /** How many of the brackets are known to be images, from the first on. */
  #images = 0;
  /** Where the search for the opener of a kind of closer ends: before that it has found none. */
  readonly #bottoms: Record<string, number> = {};
  /** Set when the scan has met its end before the end of the text. */
  #end: number | undefined;
  #last: Opening | undefined;
  /** Where the last run of backticks of each length begins. */
  #lastRuns: Map<number, number> | undefined;
  /** Where the last construct ends that is whole: a code span, a link, a tag. */
  #plainFrom = 0;

  readonly #constructs: readonly InlineConstruct[];
  /** What the constructs may begin with, and what anything may. */
  readonly #starts: string;
  readonly #special: RegExp;
  readonly #lead: string;

  constructor(text: string, constructs: readonly InlineConstruct[], lead: string) {
    this.#text = text;
    this.#constructs = constructs;
    this.#starts = constructs.map(({ starts }) => starts).join('');
    this.#special = specialWith(this.#starts);
    this.#lead = lead;
  }

  scan(): OpenInline {
    const text = this.#text;
    while (this.#at < text.length && this.#end === undefined && !this.#last) this.#step();
    return this.#result();
  }

  #matches(pattern: RegExp, at: number): string | undefined {
    pattern.lastIndex = at;
    return pattern.exec(this.#text)?.[0];
  }

  #step(): void {
    const text = this.#text;
    const at = this.#at;
    if (this.#readConstruct()) return;
    switch (text[at]) {
      case '\\':
        return this.#skip(2);
      case '`':
        return this.#scanCode();
      case '<':
        return this.#scanTag();
      case '!':
        if (text[at + 1] !== '[') return this.#skip(1);
        this.#brackets.push({ at, isImage: true, before: '' });
        return this.#skip(2);
      case '[':
        this.#brackets.push({ at, isImage: false, before: this.#before(at) });
        return this.#skip(1);
      case ']':
        return this.#closeBracket();
      case '*':
      case '_':
      case '~':
        return this.#scanDelimiters(text[at] ?? '');
      default:
        if (!this.#scanUrl()) this.#skipText();
    }
  }

  /** Goes on to what may be special, in one search: most of a text is not. */
  #skipText(): void {
    this.#special.lastIndex = this.#at + 1;
    this.#at = this.#special.exec(this.#text)?.index ?? this.#text.length;
  }

  /** A bare URL has no marks of its own: only what is open around it can end in it. */
  #scanUrl(): boolean {
    const found = this.#matches(url, this.#at);
    if (found === undefined) return false;
    const open = this.#delimiters.map(({ mark }) => `\\${mark}`).join('');
    const end = found.search(new RegExp(`[\\x60${this.#brackets.length > 0 ? '\\]' : ''}${open}]`));
    this.#skip(end < 0 ? found.length : Math.max(end, 1));
    return true;
  }

  #readConstruct(): boolean {
    const at = this.#at;
    const char = this.#text[at] ?? '';
    if (!this.#starts.includes(char)) return false;
    if (char === '\\' && this.#isBracketOfLabel(at + 1)) return false;
    for (const { starts, read } of this.#constructs) {
      const found = starts.includes(char) ? read(this.#text, at) : undefined;
      if (found === undefined) continue;
      if (typeof found === 'number') this.#skipWhole(found - at);
      else this.#end = at;
      if (typeof found === 'object') {
        this.#last = { type: 'construct', at, inner: at, token: found };
        this.#end = this.#text.length;
      }
      return true;
    }
    return false;
  }

  /** In the text of a link an escaped bracket is one, whatever a plugin reads there. */
  #isBracketOfLabel(at: number): boolean {
    const bracket = this.#brackets.at(-1);
    return (
      bracket !== undefined && /[[\]]/.test(this.#text[at] ?? '') && this.#guess(bracket) !== 'text'
    );
  }

  #skip(length: number): void {
    this.#at += length;
  }

  #skipWhole(length: number): void {
    this.#skip(length);
    this.#plainFrom = this.#at;
  }

  #scanCode(): void {
    const at = this.#at;
    const run = this.#matches(/`+/y, at) ?? '';
    const inner = at + run.length;
    if (inner === this.#text.length) {
      this.#end = at;
      return;
    }
    const end = this.#codeEnd(run.length, inner);
    if (end !== undefined) return this.#skipWhole(end - at);
    // Behind a word and before a space it closes more likely than it opens, before a stop it is meant.
    const isText = /^(?:\w`+\s|[^]?`+[.,;:)]\s)/.test(
      this.#text.slice(Math.max(0, at - 1), inner + 2),
    );
    if (!isText && /^[.,;:)]$/.test(this.#text.slice(inner))) {
      this.#end = at;
      return;
    }
    if (isText || this.#text.length - inner > longestCode) return this.#skip(run.length);
    this.#last = { type: 'codespan', at, inner };
    this.#end = inner + this.#text.slice(inner).search(/`*$/);
  }

  /** Where the code span ends that a run of backticks opens; undefined when none closes it. */
  #codeEnd(length: number, inner: number): number | undefined {
    // Most texts have few runs; of each length the last is known, so that no search is in vain.
    this.#lastRuns ??= new Map(
      [...this.#text.matchAll(/`+/g)].map(({ 0: run, index }) => [run.length, index]),
    );
    if ((this.#lastRuns.get(length) ?? -1) < inner) return undefined;
    const closers = /`+/g;
    closers.lastIndex = inner;
    let closer = closers.exec(this.#text);
    while (closer && closer[0].length !== length) closer = closers.exec(this.#text);
    return closer ? closers.lastIndex : undefined;
  }

  #scanTag(): void {
    const whole = this.#matches(tag, this.#at);
    if (whole !== undefined) return this.#skipWhole(whole.length);
    if (this.#matches(openTag, this.#at) !== undefined) this.#end = this.#at;
    this.#skip(1);
  }

  #closeBracket(): void {
    const close = this.#at;
    const bracket = this.#brackets.pop();
    this.#images = Math.min(this.#images, this.#brackets.length);
    this.#skip(1);
    if (!bracket) return;
    const next = this.#text[close + 1];
    const whole = this.#matches(next === '(' ? destination : label, close + 1);
    if (whole !== undefined) return this.#closeLink(bracket, whole.length);
    const rest = next === '(' ? openDestination : openLabel;
    if (next !== undefined && this.#matches(rest, close + 1) === undefined) return;
    const guess = bracket.isImage ? 'link' : this.#guess(bracket, close);
    if (guess === 'text') {
      // The brackets stand; what follows them may still make a link of them.
      if (next === '(') this.#end = close + 1;
      return;
    }
    this.#dropAfter(bracket.at);
    this.#end = guess === 'link' ? close : bracket.at;
    const inner = bracket.at + (bracket.isImage ? 2 : 1);
    const type = bracket.isImage ? 'image' : 'link';
    if (guess === 'link') this.#last = { type, at: bracket.at, inner };
  }

  #guess({ at, before }: Bracket, close?: number): LinkGuess {
    const inner = this.#text.slice(at + 1, close);
    const rest = close === undefined ? undefined : this.#text.slice(close + 1, close + 60);
    return guessLink(inner, before, rest);
  }

  #before(at: number): string {
    const lead = this.#plainFrom === 0 && at < 80 ? this.#lead.slice(at - 80) : '';
    return lead + this.#text.slice(Math.max(this.#plainFrom, at - 80), at);
  }

  /** A link is whole: marks in its text do not leak out, and links do not nest. */
  #closeLink(bracket: Bracket, length: number): void {
    this.#dropAfter(bracket.at);
    if (!bracket.isImage) {
      const fresh = this.#brackets.splice(this.#images);
      for (const other of fresh) if (other.isImage) this.#brackets.push(other);
      this.#images = this.#brackets.length;
    }
    this.#skipWhole(length);
  }

  #dropAfter(at: number): void {
    while ((this.#delimiters.at(-1)?.at ?? -1) >= at) this.#delimiters.pop();
  }

  #scanDelimiters(mark: string): void {
    const text = this.#text;
    const at = this.#at;
    let end = at;
    while (text[end] === mark) end++;
    if (end === text.length) {
      this.#end = at;
      return;
    }
    this.#at = end;
    const before = text.slice(Math.max(at - 2, 0), at).match(/[^]$/u)?.[0] ?? ' ';
    const after = String.fromCodePoint(text.codePointAt(end) ?? 32);
    const { canOpen, canClose } = flank(mark, before, after);
    const run: Delimiter = { mark, at, length: end - at, runLength: end - at, canClose };
    if (mark === '~' && run.length > 2) return;
    if (canClose) this.#closeDelimiters(run, canOpen);
    if (run.length < run.runLength) this.#plainFrom = end;
    if (!canOpen || run.length === 0) return;
    const guess = mark === '~' ? 'mark' : guessEmphasis(text, at, end, this.#lead);
    if (guess === 'unknown') this.#end = at;
    if (guess === 'mark') this.#delimiters.push(run);
  }

  /** Pairs a closing run with the nearest openers (CommonMark, "process emphasis"). */
  #closeDelimiters(run: Delimiter, canOpen: boolean): void {
    const kind = `${run.mark}${run.mark === '~' ? run.length : run.length % 3}${canOpen}`;
    for (let index = this.#delimiters.length - 1; run.length > 0; index--) {
      const opener = this.#delimiters[index];
      if (!opener || opener.at < (this.#bottoms[kind] ?? 0)) {
        this.#bottoms[kind] = run.at;
        return;
      }
      if (opener.mark !== run.mark || isMismatch(opener, run, canOpen)) continue;
      const used = run.mark === '~' ? run.length : Math.min(opener.length, run.length);
      opener.length -= used;
      run.length -= used;
      this.#delimiters.length = opener.length > 0 ? index + 1 : index;
    }
  }

  #result(): OpenInline {
    const text = this.#text;
    const { link, held } = this.#openLinks();
    const end = Math.min(held?.at ?? text.length, this.#end ?? text.length);
    const openings = [
      ...this.#delimiters.flatMap(toOpenings),
      ...this.#openImages(link),
      ...(this.#last ? [this.#last] : []),
    ].sort((a, b) => a.at - b.at);
    const visible = openings.filter((opening) => opening.at < end).slice(0, maxDepth);
    const inCode = visible.at(-1)?.type === 'codespan';
    const from = Math.max(visible.at(-1)?.inner ?? 0, this.#plainFrom);
    return { text, openings: visible, end: findHeldEnd(text, from, end, inCode) };
  }

  /** The bracket that will most likely become a link, and the first that cannot be told yet. */
  #openLinks(): { link?: Bracket; held?: Bracket } {
    const found: { link?: Bracket; held?: Bracket } = {};
    for (const bracket of this.#brackets) {
      const guess = bracket.isImage ? 'text' : this.#guess(bracket);
      if (guess === 'link') found.link ??= bracket;
      if (guess === 'unknown') found.held ??= bracket;
    }
    // Links do not nest.
    if (this.#last?.type === 'link') delete found.link;
    return found;
  }

  /** The open link, and an image in it. */
  #openImages(link: Bracket | undefined): Opening[] {
    const openings: Opening[] = [];
    const image = this.#brackets.findLast(({ isImage }) => isImage);
    if (link && !(image && image.at < link.at)) {
      openings.push({ type: 'link', at: link.at, inner: link.at + 1 });
    }
    if (image) openings.push({ type: 'image', at: image.at, inner: image.at + 2 });
    return openings;
  }
}
