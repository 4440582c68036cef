// Text at the end that means nothing until more of it is known.
const entity = /&(?:#(?:\d{0,7}|x[\da-f]{0,6})|[a-z][a-z\d]{0,31})?$/i;
const urlStart =
  /(?:^|[\s*_~(])(h(?:t(?:t(?:ps?(?::\/{0,2})?)?)?)?|w{1,3}\.?|f(?:tp?(?::\/{0,2})?)?)$/i;
const urlEnd = /(?:(?:https?|ftp):\/\/|www\.)[^\s<]*?(\([^\s<()]*\)?|[?!.,:*_~'"();&]+)$/i;
const grapheme =
  /(?:[\p{Extended_Pictographic}\p{RI}\p{M}\u0900-\u109f\u1780-\u17ff][\p{M}\p{Emoji_Modifier}\u200d]*)+$|[\ud800-\udbff\u200d]$/u;

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

/** Returns the length of `text` without a last character that may be a part of a longer one. */
export function findGraphemeEnd(text: string): number {
  const tail = text.slice(-32);
  const held = grapheme.exec(tail)?.[0] ?? '';
  return text.length - held.length;
}
