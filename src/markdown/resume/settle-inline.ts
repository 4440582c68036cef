import type { Token } from '../syntax/marked.ts';
import { isPlainText } from '../syntax/plain-text.ts';

/** How far the inline tokens of a text that grows are final. */
export interface Border {
  /** Where in the text it is: in front of white space that follows something else. */
  readonly at: number;
  /** Tokens that end before it. */
  readonly count: number;
  /** How much of the text token behind these is before it, in characters. */
  readonly partial: number;
  /** Whether no mark before it can still find its partner. */
  readonly isClean: boolean;
  /** What in later text could still change the tokens before it, as sources of patterns. */
  readonly triggers: ReadonlySet<string>;
  readonly inLink: boolean;
  readonly inRawBlock: boolean;
  /** Whether it is in text whose marks are none. */
  readonly isPlain: boolean;
}

/** A mark that waits longer than this for its partner, in characters, most likely has none. */
const patience = 400;

interface Mark {
  readonly at: number;
  readonly trigger: string;
}

/** What is a mark beyond CommonMark and GFM, or none. */
export interface MarkRules {
  /** Characters that the inline extensions may begin or end with. */
  readonly own: string;
  /** Whether a tilde with none beside it is text. */
  readonly isTildeText: boolean;
}

const anyMark = String.raw`[*_~\x60<>\[\]()]`;

/**
 * Finds the last place in `text` before which `tokens` stay what they are whatever follows. marked
 * reads from left to right, so that is any white space with no mark before it that could still open
 * something: `*`, `[`, a backtick or `<` that stands as text. Such a mark is waited for; when it has
 * stood long enough, the place is behind it, on condition that none of the triggers appears later.
 */
export function findBorder(
  tokens: readonly Token[],
  text: string,
  inLink: boolean,
  isLinkOpen: boolean,
  marks: MarkRules,
): Border | undefined {
  const scan = new BorderScan(text, marks);
  return scan.find(tokens, inLink, isLinkOpen);
}

class BorderScan {
  readonly #text: string;
  readonly #marks: string;
  readonly #isTildeText: boolean;
  readonly #waiting: Mark[] = [];
  readonly #brackets: number[] = [];

  constructor(text: string, { own, isTildeText }: MarkRules) {
    this.#text = text;
    this.#marks = own;
    this.#isTildeText = isTildeText;
  }

  find(tokens: readonly Token[], inLink: boolean, inRawBlock: boolean): Border | undefined {
    let at = 0;
    let best: Border | undefined;
    const state = { inLink, inRawBlock };
    const patient = this.#text.length - patience;
    for (const [count, token] of tokens.entries()) {
      const end = at + token.raw.length;
      if (isPlainText(token)) return plainBorder(token.raw, at, count, state) ?? best;
      if (token.type !== 'text') {
        this.#scanToken(token, at, false);
        readState(token, state);
      } else {
        const from = this.#waiting.length;
        this.#scanText(token.raw, at, false, state.inRawBlock);
        const limit = this.#firstFresh(patient, end, from);
        const partial = this.#lastSpace(token, at, limit);
        if (partial !== undefined && limit > at && !state.inRawBlock) {
          best = this.#border(at, count, partial, token, state);
        }
      }
      if (this.#firstFresh(patient, end, 0) < end) break;
      at = end;
    }
    return best;
  }

  /** Where the first mark stands that is still waited for. */
  #firstFresh(patient: number, end: number, from: number): number {
    const mark = this.#waiting.slice(from).find((each) => each.at >= patient);
    const bracket = this.#brackets.find((each) => each >= patient);
    return Math.min(mark?.at ?? end, bracket ?? end, end);
  }

  /** The last white space of a text token that may be the border, as an offset in it. */
  #lastSpace(token: Token, at: number, limit: number): number | undefined {
    const { raw } = token;
    const text = this.#text;
    for (let index = limit - at - 1; index >= 0; index--) {
      if (!isBlank(raw[index])) continue;
      const before = text[at + index - 1];
      if (before === undefined || isBlank(before) || before === '\\') continue;
      if (!/\S/.test(text.slice(at + index, at + index + 200))) continue;
      // The decoded text can only be cut where nothing decoded follows.
      if (Reflect.get(token, 'text') !== raw && raw.includes('&', index)) continue;
      return index;
    }
    return undefined;
  }

  #border(
    at: number,
    count: number,
    partial: number,
    token: Token,
    { inLink, inRawBlock }: State,
  ): Border {
    const position = at + partial;
    const triggers = new Set<string>();
    for (const mark of this.#waiting) if (mark.at < position) triggers.add(mark.trigger);
    if (this.#brackets.some((bracket) => bracket < position)) triggers.add(String.raw`\]`);
    const isClean = triggers.size === 0;
    // One decoded reference makes marked escape every bare `&` of the same run of text.
    if (token.raw.slice(0, partial).includes('&')) {
      triggers.add(Reflect.get(token, 'text') === token.raw ? '&#' : '&');
    }
    return { at: position, count, partial, isClean, triggers, inLink, inRawBlock, isPlain: false };
  }

  #wait(at: number, trigger: string): void {
    this.#waiting.push({ at, trigger });
  }

  #scanToken(token: Token, at: number, isNested: boolean): void {
    switch (token.type) {
      case 'text':
        return this.#scanText(token.raw, at, isNested, Reflect.get(token, 'escaped') === true);
      case 'em':
      case 'strong':
      case 'del': {
        // What stands as text in them can still make their closer another mark's closer.
        let inner = at;
        for (const child of childrenOf(token)) {
          this.#scanToken(child, inner, true);
          inner += child.raw.length;
        }
        return;
      }
      case 'link':
      case 'image':
        if (Reflect.get(token, 'autolink') === true) {
          if (!token.raw.startsWith('<')) this.#scanText(token.raw, at, isNested);
        } else if (!/^!?\[[^[\]`<]*\](?:\([^()\\]*\)|\[[^[\]]*\])?$/.test(token.raw)) {
          this.#wait(at, anyMark);
        } else if (!token.raw.endsWith(')') && /[*_~]/.test(token.raw)) this.#wait(at, anyMark);
        return;
      case 'escape':
        if (this.#marks.includes('\\')) this.#scanText(token.raw, at, isNested);
        return;
      default:
    }
  }

  #scanText(raw: string, start: number, isNested: boolean, isRaw = false): void {
    const special = /[*_~`<[\]]/g;
    for (let match = special.exec(raw); match; match = special.exec(raw)) {
      const at = start + match.index;
      const mark = match[0];
      if (mark === '[') this.#brackets.push(at);
      else if (mark === ']') this.#closeBracket(at, raw[match.index + 1]);
      else if (isRaw || this.#canOpen(mark, raw, match.index)) {
        // In raw text marked cuts the tokens by whether a closer is possible later.
        this.#wait(at, isNested || isRaw ? anyMark : (closers[mark] ?? anyMark));
      }
    }
    if (this.#marks === '') return;
    const own = raw.split('').findIndex((char) => this.#marks.includes(char));
    if (own >= 0) this.#wait(start + own, `[${this.#marks.replace(/[\]\\^-]/g, '\\$&')}]`);
  }

  #closeBracket(at: number, next: string | undefined): void {
    const start = this.#brackets.pop() ?? at;
    // The destination or label may still come: no border inside the brackets.
    if (next === undefined || next === '(' || next === '[') this.#wait(start, String.raw`[)\]]`);
  }

  #canOpen(mark: string, raw: string, index: number): boolean {
    const next = raw[index + 1];
    if (mark === '`') return true;
    if (mark === '<') return next === undefined || /[A-Za-z/?!]/.test(next);
    if (next !== undefined && isBlank(next)) return false;
    if (mark === '~' && this.#isTildeText)
      return next === undefined || next === '~' || raw[index - 1] === '~';
    if (mark !== '_') return true;
    const isInWord = /[\p{L}\p{N}]$/u.test(raw.slice(Math.max(index - 2, 0), index));
    return !(isInWord && next !== undefined && next !== '_');
  }
}

const nothing: ReadonlySet<string> = new Set();

/** The last place in plain text that is in a word, and so in a line. */
function plainBorder(raw: string, at: number, count: number, state: State): Border | undefined {
  let partial = raw.length - 1;
  while (partial > 0 && !/^[^\s\\][^\s|\udc00-\udfff]/.test(raw.slice(partial - 1, partial + 1)))
    partial--;
  if (partial <= 0) return undefined;
  const place = { at: at + partial, count, partial, ...state };
  return { ...place, isClean: true, triggers: nothing, isPlain: true };
}

/** What may close a mark: a run of its characters that nothing blank precedes. */
const closers: Readonly<Record<string, string>> = {
  '*': String.raw`[^\s*]\*`,
  _: String.raw`[^\s_]_`,
  '~': String.raw`[^\s~]~`,
  '`': '`',
  '<': '>',
};

interface State {
  inLink: boolean;
  inRawBlock: boolean;
}

/** Follows the raw HTML in a token: an open `<a>` or `<code>` changes how what follows is read. */
function readState(token: Token, state: State): void {
  if (token.type === 'html') {
    state.inLink = Reflect.get(token, 'inLink') === true;
    state.inRawBlock = Reflect.get(token, 'inRawBlock') === true;
  } else if (token.type === 'link' || token.type === 'image') {
    const inner = { ...state };
    for (const child of childrenOf(token)) readState(child, inner);
    state.inRawBlock = inner.inRawBlock;
  } else {
    for (const child of childrenOf(token)) readState(child, state);
  }
}

function childrenOf(token: Token): readonly Token[] {
  return ('tokens' in token ? token.tokens : undefined) ?? [];
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '\t';
}
