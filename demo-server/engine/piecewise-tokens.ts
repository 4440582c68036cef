import type { Token } from './llama.ts';

/** Turns text into model tokens at once, as node-llama-cpp's tokenizer does. */
type Tokenize = (text: string, special: boolean, options?: 'trimLeadingSpace') => Token[];

/** What pieces are made with. */
export interface PieceOptions {
  readonly tokenize: Tokenize;
  readonly detokenize: (tokens: readonly Token[]) => string;
  /** Waits until so many characters may be worked on. */
  readonly pass: (characters: number) => Promise<void>;
  /** The most characters of a piece. */
  readonly pieceLength: number;
}

// So far before a piece's end a border between words is looked for.
const borderSearch = 1024;
// So far around a border the tokens are compared.
const window = 48;
// The last tokens before a cut are read again, because what follows may change them.
const overlaps = [8, 12, 16, 24, 32];

/**
 * Turns a long text into model tokens piece by piece, since the library does so on the event loop, in a time that grows with the
 * text. The tokens are those of the whole: a piece ends before a blank between two words, where tokenisers cut anyhow, or, in a text
 * without such a place, at the border of a token that what follows no longer changes.
 */
export async function piecewiseTokens(
  text: string,
  trim: 'trimLeadingSpace' | undefined,
  options: PieceOptions,
): Promise<Token[]> {
  const { pieceLength, pass } = options;
  const tokens: Token[] = [];
  let start = 0;
  while (text.length - start > pieceLength) {
    await pass(pieceLength);
    const limit = wholeCharacters(text, start + pieceLength);
    const piece = nextPiece(text, start, limit, start === 0 ? trim : 'trimLeadingSpace', options);
    for (const token of piece.tokens) tokens.push(token);
    start = piece.end;
  }
  await pass(text.length - start);
  const rest = options.tokenize(text.slice(start), false, start === 0 ? trim : 'trimLeadingSpace');
  for (const token of rest) tokens.push(token);
  return tokens;
}

function nextPiece(
  text: string,
  start: number,
  limit: number,
  trim: 'trimLeadingSpace' | undefined,
  { tokenize, detokenize }: PieceOptions,
): { readonly tokens: readonly Token[]; readonly end: number } {
  const border = findBorder(text, start, limit, tokenize);
  if (border !== undefined) {
    return { tokens: tokenize(text.slice(start, border), false, trim), end: border };
  }
  const tokens = tokenize(text.slice(start, limit), false, trim);
  const piece = text.slice(start, limit);
  for (const overlap of overlaps) {
    const again = detokenize(tokens.slice(-overlap));
    const isWhole = again.length < piece.length && again !== '' && piece.endsWith(again);
    if (isWhole && !again.startsWith('\ufffd')) {
      return { tokens: tokens.slice(0, -overlap), end: limit - again.length };
    }
  }
  return { tokens, end: limit };
}

/** Finds the last blank between two words before `limit` at which the tokens around it part. */
function findBorder(
  text: string,
  start: number,
  limit: number,
  tokenize: Tokenize,
): number | undefined {
  const from = Math.max(start + 1, limit - borderSearch);
  const found = [...text.slice(from - 1, limit + 1).matchAll(/(?<=[\p{L}\p{N}]) (?=\p{L})/gu)].at(
    -1,
  );
  if (!found) return undefined;
  const border = from - 1 + found.index;
  const before = text.slice(wholeCharacters(text, Math.max(start, border - window)), border);
  const after = text.slice(border, wholeCharacters(text, border + window));
  const together = tokenize(before + after, false);
  const apart = [...tokenize(before, false), ...tokenize(after, false, 'trimLeadingSpace')];
  const isSame =
    together.length === apart.length && together.every((token, i) => token === apart[i]);
  return isSame ? border : undefined;
}

/** The place itself, or the one before when it would cut a character of two units. */
function wholeCharacters(text: string, place: number): number {
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff ? place - 1 : place;
}
