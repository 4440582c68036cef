/** Deeper than this nothing is read: no interface is. */
const mostDepth = 200;
/** Names that mean something else to an object of JavaScript. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

type Container = Record<string, unknown> | unknown[];
type Awaited = 'first' | 'item' | 'colon' | 'next';

interface Level {
  readonly value: Container;
  awaits: Awaited;
  key: string | undefined;
}

/**
 * Reads JSON values one behind the other as their text comes, each character once. Of a value that is not whole there is what is
 * closed: strings, numbers and words that may go on are not there yet, so nothing that was read is taken back. Behind a fault it
 * goes on with the next line.
 */
export class JsonReader {
  /** The values so far; the last one may be open. */
  readonly values: unknown[] = [];
  /** How many faults were met. */
  faults = 0;
  readonly #stack: Level[] = [];
  #token = '';
  #kind: 'none' | 'string' | 'word' | 'skip' = 'none';
  #isEscaped = false;

  /** Whether an object or a list may still grow. */
  readonly isOpen = (value: unknown): boolean => this.#stack.some((level) => level.value === value);

  /** Whether the text ends inside a value. */
  get isInside(): boolean {
    return this.#stack.length > 0 || this.#kind !== 'none';
  }

  /** Takes more of the text. */
  push(text: string): void {
    for (const char of text) this.#take(char);
  }

  /** Says that nothing more comes. */
  end(): void {
    if (this.#kind === 'word') this.#closeWord();
    if (this.isInside && this.#kind !== 'skip') this.faults += 1;
    this.#stack.length = 0;
    this.#kind = 'none';
  }

  #take(char: string): void {
    if (this.#kind === 'skip') {
      if (char === '\n') this.#kind = 'none';
    } else if (this.#kind === 'string') this.#takeInString(char);
    else if (this.#kind === 'word' && /[-+.\w]/.test(char)) this.#token += char;
    else {
      if (this.#kind === 'word') this.#closeWord();
      if (!/\s/.test(char)) this.#takeMark(char);
      else if (char === '\n' && this.#isSkipping()) this.#kind = 'none';
    }
  }

  #isSkipping(): boolean {
    return this.#kind === 'skip';
  }

  #takeInString(char: string): void {
    this.#token += char;
    if (this.#isEscaped) this.#isEscaped = false;
    else if (char === '\\') this.#isEscaped = true;
    else if (char === '"') this.#close(this.#token);
  }

  #takeMark(char: string): void {
    // The word before it may have been none.
    if (this.#isSkipping()) return;
    const level = this.#stack.at(-1);
    if (char === ',' && level?.awaits === 'next') level.awaits = 'item';
    else if (char === ':' && level?.awaits === 'colon') level.awaits = 'item';
    else if (char === ',' && !level) return;
    else if ((char === '}' || char === ']') && level && isEnd(level, char)) this.#stack.pop();
    else if (level && (level.awaits === 'next' || level.awaits === 'colon')) this.#fail();
    else this.#begin(char, level);
  }

  #begin(char: string, level: Level | undefined): void {
    const needsKey = level !== undefined && !Array.isArray(level.value) && level.key === undefined;
    if (char === '"') this.#start('string', char);
    else if (needsKey) this.#fail();
    else if (char === '{' || char === '[') this.#open(char === '{' ? {} : []);
    else if (/[-\w]/.test(char)) this.#start('word', char);
    else this.#fail();
  }

  #start(kind: 'string' | 'word', char: string): void {
    this.#kind = kind;
    this.#token = char;
  }

  #open(value: Container): void {
    if (this.#stack.length >= mostDepth) return this.#fail();
    this.#put(value);
    this.#stack.push({ value, awaits: 'first', key: undefined });
  }

  #closeWord(): void {
    this.#close(this.#token);
  }

  #close(token: string): void {
    this.#kind = 'none';
    let value: unknown;
    try {
      // A model breaks lines inside of strings, too.
      value = JSON.parse(token.replaceAll('\n', '\\n').replaceAll('\t', '\\t'));
    } catch {
      return this.#fail();
    }
    const level = this.#stack.at(-1);
    const isKey = level !== undefined && !Array.isArray(level.value) && level.key === undefined;
    if (!isKey) this.#put(value);
    else {
      level.key = String(value);
      level.awaits = 'colon';
    }
  }

  #put(value: unknown): void {
    const level = this.#stack.at(-1);
    if (!level) this.values.push(value);
    else if (Array.isArray(level.value)) level.value.push(value);
    else if (!forbidden.has(level.key ?? '')) level.value[level.key ?? ''] = value;
    if (level) {
      level.awaits = 'next';
      level.key = undefined;
    }
  }

  #fail(): void {
    this.faults += 1;
    this.#stack.length = 0;
    this.#kind = 'skip';
  }
}

function isEnd({ value, awaits, key }: Level, char: string): boolean {
  const isItsOwn = Array.isArray(value) === (char === ']');
  // A comma before the end is a slip of models that costs nothing to forgive.
  return isItsOwn && key === undefined && awaits !== 'colon';
}

/** What is read so far of a value that may still grow, as it is now. */
export function settled(value: unknown, isOpen: (value: unknown) => boolean): unknown {
  if (typeof value !== 'object' || value === null || !isOpen(value)) return value;
  if (Array.isArray(value))
    return [...(value as readonly unknown[]).slice(0, -1), settled(value.at(-1), isOpen)];
  const entries = Object.entries(value);
  const [name, last] = entries.at(-1) ?? [];
  return name === undefined ? {} : { ...value, [name]: settled(last, isOpen) };
}
