/** What brackets will most likely turn out to be while what follows them is not there. */
export type LinkGuess = 'link' | 'text' | 'unknown';

/** Characters of a label after which there is no more waiting. */
const patience = 24;

/** How no text of a link begins: lists of values, classes of characters, slices, lambdas. */
const noLabel =
  /^(?:[-=&,:;+>?|%){}]|\*[^\p{L}\w*"']|\.\.|\s(?!\\?(?:\[|$)|\\\()|\\[^[\]]|\d[\d.]*\s*,|\[(?!\d*\]?$)|["'“][^"'”]*["'”]\s*[,:|&}])/u;
/** What may be a footnote, a citation, a task's box or an alert as well. */
const special = /^(?:\^\S*|[\d,\s–-]*|x|!(?!\[)\w*)$/i;
/** What a writer asks the reader to fill in. */
const placeholder =
  /^(?:add|describe|e\.g\.|enter|explain|if|include|insert|list|mention|optional|quote|specify|your)\b/i;
/** Values stand behind these. */
const listed = /[:=[({,|]\s*$/;
/** Destinations that are whole wherever they end, and beginnings of these. */
const address = /^\((?:<?(?:[a-z][a-z\d+.-]+:\S|www\.|[/#.<])|[^\s()]{24})/i;

/**
 * Tells what brackets are by what their label begins with and where they stand, as far as the text
 * goes. `rest` is what follows the closing one, if that is there. A guess other than `unknown` stays,
 * until a whole link says otherwise.
 */
export function guessLink(label: string, before: string, rest?: string): LinkGuess {
  const start = guessLabel(label.slice(0, patience + 1), before);
  if (start === 'link' || rest === undefined) return start;
  if (rest.startsWith('(')) return address.test(rest) ? 'link' : start;
  return start === 'unknown' && rest.startsWith('[') ? guessReference(label, rest) : start;
}

function guessLabel(label: string, before: string): LinkGuess {
  if (label.startsWith('![')) return 'link';
  const isText =
    indexed.test(before) || noLabel.test(label) || (/^["'{[]/.test(label) && listed.test(before));
  if (isText) return 'text';
  if (label.length <= patience) return 'unknown';
  const isLong = [special, placeholder].every((pattern) => !pattern.test(label));
  return isLong && !argument.test(before) ? 'link' : 'text';
}

/** Behind a word or other brackets, or behind a word in the brackets of a call. */
const indexed = /[\w)\]]$/;
const argument = /\w\([^()\n]*$/;

/** `[text][label]` is a link, `[x][y]` and the citations `[1][2]` are none. */
function guessReference(label: string, rest: string): LinkGuess {
  if (special.test(label)) return 'text';
  if (/^\[(?:\p{L}?|\p{N})$/u.test(rest)) return 'unknown';
  return /^\[\p{L}\]/u.test(rest) ? 'text' : 'link';
}
