/** A statement is never longer: a model that writes one has lost its way. */
const mostLength = 100_000;
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** An assignment of OpenUI Lang. */
export interface Assignment {
  /** The name; one with a `$` is of the state. */
  readonly name: string;
  /** What stands behind the `=`. */
  readonly text: string;
}

/** Parts OpenUI Lang into its assignments as the text comes, each character once. A line of prose between them counts as a fault. */
export class StatementReader {
  /** Lines that were no assignment. */
  faults = 0;
  #text = '';
  #open = 0;
  #quote = '';
  #isEscaped = false;

  /** The assignments that end in what is new. */
  push(text: string): readonly Assignment[] {
    const found: Assignment[] = [];
    for (const char of text) {
      if (char === '\n' && this.#open === 0 && this.#quote === '') this.#close(found);
      else this.#take(char);
    }
    return found;
  }

  /** The assignment that the end of the text ends. */
  end(): readonly Assignment[] {
    const found: Assignment[] = [];
    if (this.#open > 0 || this.#quote !== '') {
      this.faults += 1;
      this.#text = '';
    }
    this.#close(found);
    return found;
  }

  #take(char: string): void {
    if (this.#text.length < mostLength) this.#text += char;
    if (this.#quote !== '') {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (char === '\\') this.#isEscaped = true;
      else if (char === this.#quote) this.#quote = '';
    } else if (char === '"' || (char === "'" && /[=([{,:\s]\s*'$/.test(this.#text)))
      this.#quote = char;
    else if (char in closers) this.#open += 1;
    else if (char === ')' || char === ']' || char === '}') this.#open = Math.max(0, this.#open - 1);
  }

  #close(found: Assignment[]): void {
    const text = this.#text.trim();
    this.#text = '';
    this.#open = 0;
    this.#quote = '';
    if (text === '' || text.startsWith('//') || text.startsWith('#') || text.startsWith('```'))
      return;
    const [, name, behind] = /^(\$?[A-Za-z_]\w*)\s*=(?!=)\s*([^]*)$/.exec(text) ?? [];
    if (name === undefined || behind === undefined) this.faults += 1;
    else found.push({ name, text: behind });
  }
}
