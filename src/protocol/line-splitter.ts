import { ChatError } from './chat-error.ts';

/** The longest line or event that is kept, in UTF-16 units, so that a hostile server cannot fill the memory. */
export const defaultMaxLength = 1024 * 1024;

/** Cuts text into lines at LF, CRLF or CR, however the text itself was cut. */
export class LineSplitter {
  readonly #maxLength: number;
  #pending = '';
  // A CR ends its line at once; whether the LF after it belongs to it shows only in the next text.
  #skipsLineFeed = false;

  constructor(maxLength: number = defaultMaxLength) {
    this.#maxLength = maxLength;
  }

  /** Takes the next text and returns the lines it completes, without their ends. */
  push(text: string): string[] {
    const rest = this.#skipsLineFeed && text.startsWith('\n') ? text.slice(1) : text;
    if (text) this.#skipsLineFeed = text.endsWith('\r');
    // Nearly every stream ends its lines with LF alone, and splitting at one character is much faster.
    const lines = rest.split(rest.includes('\r') ? /\r\n?|\n/ : '\n');
    const isLong = this.#pending.length + rest.length > this.#maxLength;
    lines[0] = this.#pending + (lines[0] ?? '');
    if (isLong && lines.some(({ length }) => length > this.#maxLength)) {
      throw tooLong(this.#maxLength);
    }
    this.#pending = lines.pop() ?? '';
    return lines;
  }

  /** Ends the text and returns its last line if it has no end of its own. */
  flush(): string[] {
    const line = this.#pending;
    this.#pending = '';
    this.#skipsLineFeed = false;
    return line ? [line] : [];
  }
}

/** Makes the error of a line or event that is longer than is allowed. */
export function tooLong(maxLength: number): ChatError {
  return new ChatError(
    'protocol',
    `The server sent an event of more than ${maxLength} characters. Send it in several.`,
  );
}
