/** What a dollar will most likely turn out to begin, while its closer is not there. */
export type Guess = 'formula' | 'text' | 'unknown';

/** Characters behind the dollar after which there is no more waiting. */
const patience = 24;

/** A piece of text, what it says, and nothing where the next piece has to tell. */
type Rule = readonly [piece: RegExp, guess?: Guess];

/** Puts together a pattern for one place in a text. */
const at = (source: string): RegExp => new RegExp(source, 'yu');

// Letters and signs of mathematics beyond ASCII.
const signs = String.raw`\p{Script=Greek}±×÷·≤≥≈≠≡∈∉⊂⊆∪∩∞∑∏∫√∂∇−→⇒↦⟨⟩ℝℕℤℚℂ`;
/** Words of two letters that are seldom two factors. */
const words =
  '(?:am|an|as|at|be|by|de|do|en|es|he|if|in|is|it|la|le|me|my|no|of|on|or|so|to|up|us|we|zu)';
const functions =
  '(?:arg|cos|cot|csc|deg|det|dim|exp|gcd|inf|ker|lcm|lim|log|max|min|mod|sec|sin|sup|tan|var)';

/** How no formula begins: variables of shells and templates, strings, punctuation. */
const beginnings: readonly Rule[] = [
  [at(String.raw`["'/@?!#%&*,;:)\]}~\x60]`), 'text'],
  [
    at(
      String.raw`\.\D|\{\w+[}:.\[(?\-]|[<>^|]\s|_[A-Za-z]|[\[(][A-Za-z]{2}|\(["'\x60]|-[A-Za-z]{2}`,
    ),
    'text',
  ],
  [at(String.raw`(?:\{\w*|[.<>^|_[(\\\-+=])$`), 'unknown'],
  [at(String.raw`[\\^{|<>=_]|[+\-][A-Za-z(|]`), 'formula'],
  [at(`[${signs}]`), 'formula'],
  [at(String.raw`[^\x00-\x7f]`), 'text'],
];

/** What an amount is followed by, and a number that begins a formula. */
const behindNumbers: readonly Rule[] = [
  [at(String.raw`\d+(?:[.,]\d+)*(?=[A-Za-z]?$)`), 'unknown'],
  [
    at(String.raw`\d+(?:[.,]\d+)*(?:[ac-jln-su-zAC-JLN-SU-Z](?=[\-(]| ?[+*/=^_<>])|(?=[_^{]))`),
    'formula',
  ],
  [at(String.raw`\d+(?:[.,]\d+)*(?:(?!bn|mn|mm|tn|pm|ea)[A-Za-z]{2}|[A-Za-z])?(?![A-Za-z])`)],
  [at(String.raw`[b-df-hj-np-xzA-HJ-Z](?![A-Za-z]) ?[+*/=^_<>]`), 'formula'],
  [at(String.raw`[A-Za-z](?: ?$)`), 'unknown'],
  [at(String.raw`[A-Za-z](?![A-Za-z\p{L}])`)],
  [at(String.raw`\*$|[.<]$`), 'unknown'],
  [at(String.raw`\*\*|\*\s|--|<[A-Za-z/!]|\.|[?;:%"'|~&#@}\n]`), 'text'],
  [at(String.raw`[+\-*/=<>,! ()\[\]²³]`)],
];

/** What follows a letter. */
const behindLetters: readonly Rule[] = [
  [at(String.raw`\d+(?:[.,]\d+)*`)],
  [at(String.raw`(?:->|=>|==|::)`), 'text'],
  [at(String.raw`[-=:.']$`), 'unknown'],
  [at(`(?<![A-Za-z])[A-Za-z]['’]?(?=[+\\-*/=^_(<>|])|(?<![A-Za-z]) ?[=^]`), 'formula'],
  [at(`[${signs}]`), 'formula'],
  [at(String.raw`[A-Za-z]+$`), 'unknown'],
  [at(`(?:(?!${words}\\b)[A-Za-z]{1,2}|${functions})(?![\\p{L}])`)],
  [at(String.raw`[.?;%"~&#@\x60}]`), 'text'],
  [at(String.raw`[+\-*/=<>,:!|'’ ()\[\]\n]`)],
];

/** What the first word of a formula is followed by, where it has several letters. */
const firstWord: readonly Rule[] = [
  [at(String.raw`[A-Za-z]+ ?\\?$`), 'unknown'],
  [at(String.raw`[A-Za-z]{2,} ?(?:=(?![=>])|\^|\\|_\{)|[A-Za-z]{2,3}\(`), 'formula'],
  [at(String.raw`[A-Za-z]{4,}|[A-Za-z]{2,}[.\[:_]`), 'text'],
];

const openings = [...beginnings, ...firstWord];

/** What tells a formula wherever it stands. */
const commands: readonly Rule[] = [
  [at(String.raw`\\$`), 'unknown'],
  [at(String.raw`[\\^{]|_[\w{\\]`), 'formula'],
];

/**
 * Tells what a dollar begins by what stands behind it, as far as the text goes. A guess once made
 * stays, whatever follows: it is that of the first piece of the text that tells.
 */
export function guessFormula(body: string): Guess {
  const text = body.slice(0, patience + 1);
  const isNumber = /^[+\-.]?\d/.test(text);
  const isWhole = body.length > patience;
  const late: Guess = isNumber ? 'text' : 'formula';
  const first = isNumber ? undefined : read(text, 0, openings)?.guess;
  if (first) return first === 'unknown' && isWhole ? late : first;
  const rules = [...commands, ...(isNumber ? behindNumbers : behindLetters)];
  let depth = 0;
  for (let index = isNumber && !/^\d/.test(text) ? 1 : 0; index < text.length;) {
    const found = read(text, index, rules);
    if (found?.guess === 'unknown') break;
    if (found === undefined || found.guess) return found?.guess ?? 'text';
    depth += bracketDepth(text[index]);
    if (depth < 0) return 'text';
    index = found.end;
  }
  return isWhole ? late : 'unknown';
}

/** The first rule that fits at a place. */
function read(
  text: string,
  index: number,
  rules: readonly Rule[],
): { readonly guess: Guess | undefined; readonly end: number } | undefined {
  for (const [piece, guess] of rules) {
    piece.lastIndex = index;
    const [found] = piece.exec(text) ?? [];
    if (found !== undefined) return { guess, end: index + found.length };
  }
  return undefined;
}

function bracketDepth(char: string | undefined): number {
  if (char === '(' || char === '[') return 1;
  return char === ')' || char === ']' ? -1 : 0;
}
