import type { StreamingMarkdownProps } from '../../src/markdown/streaming-markdown.tsx';
import { openMessage } from './message-page.ts';

/** What a reader saw of a text that came in pieces. */
export interface Watched {
  /** Beginnings of the text whose display did not go on from the one before, or not to the finished one. */
  readonly takenBack: string[];
  /** Beginnings that showed an element of a kind that the finished text has none of. */
  readonly strangers: string[];
  /** The most characters that were written and not yet shown, white space left out. */
  readonly longestWait: number;
  /** The markup at each step. */
  readonly frames: string[];
  /** The markup in the end. */
  readonly html: string;
}

/** Streams `text` into a page in pieces of `size` characters and watches what is shown at each step. */
export function watchStreaming(
  text: string,
  size = 1,
  props: Partial<StreamingMarkdownProps> = {},
): Watched {
  const whole = openMessage(props);
  const kinds = new Set(kindsIn(whole.show(text)));
  const final = whole.text();
  whole.close();
  const page = openMessage(props);
  const watched = { takenBack: [] as string[], strangers: [] as string[], frames: [] as string[] };
  let before = '';
  let longestWait = 0;
  for (let end = size; end < text.length + size; end += size) {
    const source = text.slice(0, end);
    const html = page.show(source, true);
    const shown = page.text();
    watched.frames.push(html);
    if (!final.startsWith(shown) || !shown.startsWith(before)) watched.takenBack.push(source);
    if (kindsIn(html).some((kind) => !kinds.has(kind))) watched.strangers.push(source);
    longestWait = Math.max(longestWait, source.replace(/\s/g, '').length - shown.length);
    before = shown;
  }
  const html = page.show(text);
  page.close();
  return { ...watched, longestWait, html };
}

function kindsIn(html: string): string[] {
  return html.match(/<[a-z][a-z\d]*/g) ?? [];
}
