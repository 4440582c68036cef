/** What a place in text is looked at by. */
export interface TextAround {
  /** The text from the last border on. */
  readonly text: string;
  /** Characters that inline extensions may begin or end with. */
  readonly own: string;
}

/**
 * Whether text can be lexed from a place on as if it began there: no address, character reference or
 * grapheme runs over it, and nothing begins there that would not begin in the middle of text.
 */
export function isTextBorder({ text, own }: TextAround, at: number): boolean {
  const [before = '', after = ''] = [text[at - 1], text[at]];
  if (before === '' || after === '' || before === '\\' || own.includes(after)) return false;
  if (isBlank(after)) return !isBlank(before) && /\S/.test(text.slice(at, at + 200));
  if (isBlank(before) || isInIndex(text, at)) return false;
  return after > '\x7f' ? isWideBorder(text, at) : isAsciiBorder(text, at, own);
}

/** Markdown's blanks: other white space is text to it. */
function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '\t';
}

/** What an extension looks at before brackets: `f(a, b)[1]` is no citation. */
function isInIndex(text: string, at: number): boolean {
  return /\w\([^()]*$/.test(text.slice(Math.max(at - 40, 0), at));
}

/** What goes into the grapheme before it: marks, joiners, halves of flags, vowels of Thai and Lao, jamo. */
const joinsBefore =
  /^[\p{M}\p{Cf}\p{Emoji_Modifier}\p{RI}\u0e33\u0eb3\u1160-\u11ff\ud7b0-\ud7ff\udc00-\udfff]/u;
/** What takes in the letter behind it. */
const joinsAfter = /[\p{M}\p{Cf}\u1100-\u115f\ua960-\ua97f\ud800-\udbff]$/u;

function isWideBorder(text: string, at: number): boolean {
  const after = text.slice(at, at + 2);
  if (/^\s/.test(after) || joinsBefore.test(after)) return false;
  return !joinsAfter.test(text.slice(Math.max(at - 2, 0), at));
}

/** Letters of addresses that are looked for in the middle of a word. */
const address = /(?:https?|ftp):\/\/|www\.|(?:mailto|xmpp):/i;
/** How many characters the longest of these has. */
const longestAddress = 8;
const openReference = /&#?\w*$/;

/** Longer words are no words: base64 and its kin, which wait for no space. */
const longWord = /\S{24}$/;

/** In a long run of ASCII letters, as far from its end as what begins an address is long. */
function isAsciiBorder(text: string, at: number, own: string): boolean {
  if (!longWord.test(text.slice(Math.max(at - 24, 0), at))) return false;
  const around = text.slice(Math.max(at - longestAddress, 0), at + longestAddress);
  if (!/^[\w&]/.test(around.slice(-longestAddress)) || at + longestAddress > text.length)
    return false;
  const before = text[at - 1] ?? '';
  if (/[*_~`<>[\]!&#]/.test(before) || text[at] === '_' || own.includes(before)) return false;
  if (address.test(around)) return false;
  if (text[at] !== '&' && openReference.test(text.slice(Math.max(at - 64, 0), at))) return false;
  return !isInDomain(text, at);
}

/** Whether a place may be in the host of a mail address. */
function isInDomain(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && /[\w.-]/.test(text[start - 1] ?? '')) start--;
  return text[start - 1] === '@';
}
