// Text at the end that means nothing until more of it is known.
const entity = /&(?:#(?:\d{0,7}|x[\da-f]{0,6})|[a-z][a-z\d]{0,31})?$/i;
const urlStart =
  /(?:^|[\s*_~(])(h(?:t(?:t(?:ps?(?::\/{0,2})?)?)?)?|w{1,3}\.?|f(?:tp?(?::\/{0,2})?)?)$/i;
const urlEnd = /(?:(?:https?|ftp):\/\/|www\.)[^\s<]*?(\([^\s<()]*\)?|[?!.,:*_~'"();&]+)$/i;
/** Graphemes that the next character may go into: emoji, flags, jamo, scripts with vowel signs. */
const growing =
  /[\p{Extended_Pictographic}\p{M}\u0590-\u11ff\u1780-\u18af\u200d]|^[\p{RI}\ud800-\udbff]$/u;
/** A base letter and its mark, as two characters: where one stands, more follow. */
const decomposed = /[a-z][\u0300-\u036f]/i;

/**
 * Returns the end of what may be shown of `text.slice(from, end)`: half a character reference, the
 * start of a URL, a mark that may begin an image, and a grapheme that may still grow wait.
 */
export function findHeldEnd(text: string, from: number, end: number, isCode: boolean): number {
  const shown = text.slice(from, end);
  if (end < text.length || shown === '') return end;
  if (isCode) return from + findGraphemeEnd(shown);
  const tail = shown.slice(-2000);
  const held =
    /(?:\\|!)$/.exec(tail)?.[0] ??
    entity.exec(tail)?.[0] ??
    urlStart.exec(tail)?.[1] ??
    urlEnd.exec(tail)?.[1] ??
    '';
  const kept = shown.slice(0, shown.length - held.length);
  return from + findGraphemeEnd(kept);
}

let segmenter: Intl.Segmenter | null | undefined;

/** Made for the first text that needs it: browsers load the data of all scripts for it. */
function segmenterOf(): Intl.Segmenter | null {
  // Missing in Firefox before 125.
  segmenter ??= typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(undefined) : null;
  return segmenter;
}

/** Returns the length of `text` without a last grapheme that may still grow. */
export function findGraphemeEnd(text: string): number {
  const { length } = text;
  // The first half of a surrogate pair may belong to the grapheme before it.
  const whole = /[\ud800-\udbff]$/.test(text) ? length - 1 : length;
  const tail = text.slice(Math.max(0, whole - 64), whole);
  // Nothing joins the letters of English.
  if (/^[\n -~]*$/.test(tail)) return whole;
  const last =
    segmenterOf()
      ?.segment(tail)
      .containing(tail.length - 1)?.segment ??
    /\P{M}?[\p{M}\u200d]*$/u.exec(tail)?.[0] ??
    '';
  const isHeld = growing.test(last) || (decomposed.test(tail) && /\p{L}$/u.test(last));
  return isHeld ? whole - last.length : whole;
}
