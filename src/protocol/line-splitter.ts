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
    const lines: string[] = [];
    let start = this.#skipsLineFeed && text.startsWith('\n') ? 1 : 0;
    if (text) this.#skipsLineFeed = text.endsWith('\r');
    for (let end = start; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code !== 10 && code !== 13) continue;
      lines.push(this.#take(text.slice(start, end)));
      if (code === 13 && text.charCodeAt(end + 1) === 10) end++;
      start = end + 1;
    }
    this.#pending = this.#take(text.slice(start));
    return lines;
  }

  /** Ends the text and returns its last line if it has no end of its own. */
  flush(): string[] {
    this.#skipsLineFeed = false;
    const line = this.#take('');
    return line ? [line] : [];
  }

  #take(text: string): string {
    const line = this.#pending + text;
    if (line.length > this.#maxLength) throw tooLong(this.#maxLength);
    this.#pending = '';
    return line;
  }
}

/** Makes the error of a line or event that is longer than is allowed. */
export function tooLong(maxLength: number): ChatError {
  return new ChatError(
    'protocol',
    `The server sent an event of more than ${maxLength} characters, so reading it was stopped. Send long data in several events.`,
  );
}
