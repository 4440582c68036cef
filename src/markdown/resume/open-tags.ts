/** A tag, comment or address in angle brackets whose end has not come. */
interface OpenTag {
  readonly at: number;
  /** The mark that would end the value of an attribute that is open. */
  quote: string;
  /** Whether it holds white space: then it is no address, and a `>` in a value is not its end. */
  hasSpace: boolean;
  isBehindEquals: boolean;
  isInValue: boolean;
  /** Whether it begins like the name of an element. */
  readonly hasName: boolean;
}

const specials: readonly (readonly [opener: string, closer: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
];

/** What has begun with `<` and may still become raw HTML or a link. */
export class OpenTags {
  #tag: OpenTag | undefined;
  /** Where comments and the like have begun, by what ends them. */
  #specials = new Map<string, number>();

  clone(): OpenTags {
    const copy = new OpenTags();
    copy.#tag = this.#tag && { ...this.#tag };
    copy.#specials = new Map(this.#specials);
    return copy;
  }

  get isEmpty(): boolean {
    return !this.#tag && this.#specials.size === 0;
  }

  get positions(): number[] {
    return [...(this.#tag ? [this.#tag.at] : []), ...this.#specials.values()];
  }

  /** Reads on and returns where those began that may end here; only what `canOpen` opens others. */
  read(raw: string, offset: number, from: number, to: number, canOpen: boolean): number[] {
    const closed: number[] = [];
    if (this.isEmpty && (!canOpen || !raw.includes('<', from))) return closed;
    for (let index = from; index < to; index++) {
      const char = raw[index] ?? '';
      if (char === '>') this.#close(raw.slice(Math.max(0, index - 2), index), closed);
      if (this.#tag) this.#goOn(char, closed);
      if (canOpen && char === '<') this.#open(raw.slice(index, index + 9), offset + index);
    }
    return closed;
  }

  #open(ahead: string, at: number): void {
    const special = specials.find(([opener]) => ahead.startsWith(opener));
    if (special) {
      const [, closer] = special;
      if (!this.#specials.has(closer)) this.#specials.set(closer, at);
      return;
    }
    const next = ahead[1];
    if (this.#tag?.quote || (next !== undefined && /\s/.test(next))) return;
    const hasName = next === undefined || /[a-z/]/i.test(next);
    const isBehindEquals = false;
    this.#tag = { at, quote: '', hasSpace: false, isBehindEquals, isInValue: false, hasName };
  }

  #close(before: string, closed: number[]): void {
    for (const [closer, at] of this.#specials) {
      if (!(before + '>').endsWith(closer)) continue;
      closed.push(at);
      this.#specials.delete(closer);
    }
  }

  #goOn(char: string, closed: number[]): void {
    const tag = this.#tag;
    if (!tag) return;
    if (char === '>' && (tag.quote === '' || !tag.hasSpace)) closed.push(tag.at);
    const isSpace = /\s/.test(char);
    if (tag.quote !== '') {
      if (char === tag.quote) tag.quote = '';
    } else if (/[<>]/.test(char) || !this.#canGoOn(tag, char, isSpace)) this.#tag = undefined;
    else if (tag.isBehindEquals && /["']/.test(char)) tag.quote = char;
    else if (tag.isBehindEquals && !isSpace) tag.isInValue = true;
    else if (isSpace) tag.isInValue = false;
    tag.isBehindEquals = char === '=' || (tag.isBehindEquals && isSpace);
    tag.hasSpace ||= isSpace;
  }

  /** Behind white space only attributes follow; an address has none. */
  #canGoOn(tag: OpenTag, char: string, isSpace: boolean): boolean {
    if (!tag.hasSpace || tag.isInValue || tag.isBehindEquals) return tag.hasName || !isSpace;
    return isSpace || /[\w:.=/-]/.test(char);
  }
}
