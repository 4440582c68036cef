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
  if (after > '\x7f') return isWideBorder(text, at);
  return before === ']' && after === '[' ? isBetweenPairs(text, at) : isAsciiBorder(text, at, own);
}

/** Whether a hard break stands behind text that ends there: it is part of the text where its line is the last. */
export function isBeforeBreak(text: string, at: number): boolean {
  return !isBlank(text[at - 1]) && /^(?: {2,}|\\)\n/.test(text.slice(at, at + 200));
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

/** So many of what joins the letter before them are no letter of any script. */
const manyJoined = /[\p{M}\p{Cf}]{16}$/u;

function isWideBorder(text: string, at: number): boolean {
  const after = text.slice(at, at + 2);
  const before = text.slice(Math.max(at - 24, 0), at);
  if (/^[\p{M}\p{Cf}]/u.test(after) && manyJoined.test(before)) return true;
  if (/^\s/.test(after) || joinsBefore.test(after)) return false;
  return !joinsAfter.test(before.slice(-2));
}

/** Whether brackets in a row end there of which the last two may be a text and its label, and others begin. */
function isBetweenPairs(text: string, at: number): boolean {
  // A label is not empty.
  if (text.slice(at - 2, at + 2) === '[][]') return true;
  if (!/^\[[^[\]\\]+\]/.test(text.slice(at, at + 1000))) return false;
  let count = 0;
  for (let end = at; text[end - 1] === ']'; count++) {
    const start = text.lastIndexOf('[', end - 1);
    const label = text.slice(start + 1, end - 1);
    if (start < 0 || label === '' || /[\]\\`<]/.test(label)) return false;
    end = start;
  }
  return count % 2 === 0;
}

/** Letters of addresses that are looked for in the middle of a word. */
const address = /(?:https?|ftp):\/\/|www\.|(?:mailto|xmpp):/i;
/** How many characters the longest of these has. */
const longestAddress = 8;
const openReference = /&#?\w*$/;

/** Longer words are no words: base64 and its kin, which wait for no space. */
const longWord = /\S{24}$/;

/** A mark again and again, which is text: others like it stand on both sides. */
const manyMarks = /^.{7}([-|.,:;=+#"'(){}/?%^![<])\1/;
/** A run that ends no emphasis. */
const longRun = /(?:^|\s)([*_~])\1{15,}$/;

/** In a long run of ASCII letters, as far from its end as what begins an address is long, or of one mark. */
function isAsciiBorder(text: string, at: number, own: string): boolean {
  if (!longWord.test(text.slice(Math.max(at - 24, 0), at))) return false;
  const around = text.slice(Math.max(at - longestAddress, 0), at + longestAddress);
  if (manyMarks.test(text.slice(at - 8, at + 8)))
    return !address.test(around) && !isInDomain(text, at);
  if (text[at] === text[at - 1] && longRun.test(text.slice(0, at))) return true;
  if (!/^[\w&]/.test(around.slice(-longestAddress)) || at + longestAddress > text.length)
    return false;
  const before = text[at - 1] ?? '';
  if (own.includes(before) || text[at] === '_' || !isBehindText(text, at)) return false;
  if (address.test(around)) return false;
  if (text[at] !== '&' && openReference.test(text.slice(Math.max(at - 64, 0), at))) return false;
  return !isInDomain(text, at);
}

/** Whether what stands before a place is no mark: an underscore between letters is none. */
function isBehindText(text: string, at: number): boolean {
  const before = text[at - 1] ?? '';
  if (before === '&') return text[at] === '&';
  if (before === '_')
    return (
      /[a-z\d]_+$/i.test(text.slice(Math.max(at - 8, 0), at)) && /[a-z\d]/i.test(text[at] ?? '')
    );
  return !/[*~`<>[\]!#]/.test(before);
}

/** Whether a place may be in the host of a mail address. */
function isInDomain(text: string, at: number): boolean {
  // A host that ends without a dot is none.
  if (text[at - 1] === '@' && /^[\w-]+[^\w.-]/.test(text.slice(at, at + 80))) return false;
  let start = at;
  while (start > 0 && /[\w.-]/.test(text[start - 1] ?? '')) start--;
  return text[start - 1] === '@';
}
