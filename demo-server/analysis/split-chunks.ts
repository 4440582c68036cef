/**
 * Splits a text into as few chunks of at most `size` characters as there can be, between words where that costs no further
 * chunk, and never within a character. Together they are the text.
 */
export function splitChunks(text: string, size: number): string[] {
  const count = Math.ceil(text.length / size);
  const chunks: string[] = [];
  let at = 0;
  for (let left = count - 1; at < text.length; left = Math.max(0, left - 1)) {
    // What comes after must still fit into the chunks that are left.
    const end = cutAt(text, Math.max(at + 1, text.length - left * size), at + size);
    chunks.push(text.slice(at, end));
    at = end;
  }
  return chunks;
}

/** The last place from `from` to `to` behind a blank, else `to`. */
function cutAt(text: string, from: number, to: number): number {
  if (to >= text.length) return text.length;
  for (let end = to; end >= from; end--) {
    if (/\s/.test(text[end - 1] ?? '')) return end;
  }
  // Half of a character that takes two is none.
  return isTorn(text, to) ? to - 1 : to;
}

function isTorn(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
}
