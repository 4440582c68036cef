/**
 * What models mean where the specifications read it otherwise, by name. All are on by default; each is
 * what users have asked for, and where.
 */
export interface Tolerances {
  /**
   * Only `~~` strikes out: `~15万和~320万` and `takes ~2~4 hours` are text. GFM takes one tilde as well
   * (github.com/TokenRhythm/opensquilla/issues/1111, github.com/chatboxai/chatbox/issues/1856).
   */
  readonly tilde: boolean;
  /**
   * `react@18.2.0` is no mail address: one ends with a letter, as in cmark-gfm, and its host is no
   * version (github.com/charmbracelet/glamour/issues/559).
   */
  readonly mail: boolean;
  /**
   * Chinese and Japanese quotes, brackets and stops end a bare URL: `‘https://a.example/x’`, `https://a.example。`
   * (github.com/github/cmark-gfm/issues/83).
   */
  readonly cjkUrl: boolean;
  /**
   * Tags that are no element of HTML, parameters of types, and what only XML knows are text as written:
   * `std::vector<int>`, `<pod-name>`, `<dependency>…` (github.com/open-webui/open-webui/issues/2603,
   * github.com/codewars/codewars.com/issues/219, github.com/cfal/garcon/issues/563).
   */
  readonly tags: boolean;
  /**
   * A comparison at the beginning of an item is text, no quote: `- > 25`, `- >= 10`. Models write such
   * lists of ranges; a quote in an item seldom begins with a number.
   */
  readonly comparison: boolean;
  /**
   * Markdown in `<details>` is markdown without a blank line as well: the line of `<summary>` and that
   * of `</details>` are HTML blocks of their own (github.com/open-webui/open-webui/issues/27001).
   */
  readonly details: boolean;
  /**
   * Formatting that raw HTML leaves open ends with its paragraph: an example of `<b>` in a text does not
   * change the rest of it, as it does where a browser parses the whole.
   */
  readonly formatting: boolean;
  /**
   * With `math()`: a display formula that begins on a line of its own (`$$`, `\\[`) is a block, like a
   * fence. It ends the paragraph above it, also in items, and keeps blank lines and lines like `- b`
   * (github.com/CherryHQ/cherry-studio/pull/20588, github.com/UziTech/marked-katex-extension/issues/496).
   */
  readonly displayMath: boolean;
  /**
   * With `math()`: `\\begin{equation}` and its kin need no dollars, there may be spaces inside dollars where the
   * body is no price, as in `$ x_1 $`, and formulas in cells keep their pipes, as in `| $P(A|B)$ |`
   * (github.com/ChatGPTNextWeb/NextChat/issues/4186, github.com/CherryHQ/cherry-studio/issues/8850).
   */
  readonly looseMath: boolean;
  /**
   * A fence of `markdown` or `md` may hold fences of its own length: in it, a fence line that names a language
   * opens one, and a bare one closes the last that is open (github.com/openai/chatkit-js/issues/88,
   * github.com/open-webui/open-webui/issues/11126, github.com/danny-avila/LibreChat/issues/3508).
   */
  readonly nestedFence: boolean;
  /** A byte order mark before the text is skipped, as cmark and micromark do; the specification is silent. */
  readonly byteOrderMark: boolean;
}

const names =
  'tilde mail cjkUrl tags comparison details formatting displayMath looseMath nestedFence byteOrderMark'.split(
    ' ',
  ) as (keyof Tolerances)[];

/** All tolerances, on or off. */
export function tolerancesOf(chosen: false | Partial<Tolerances> = {}): Tolerances {
  const all = names.map((name) => [name, chosen !== false && chosen[name] !== false]);
  return Object.fromEntries(all);
}
