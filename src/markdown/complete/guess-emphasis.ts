import { kindOf } from '../syntax/cjk.ts';

/** What a run of `*` or `_` that may open emphasis will most likely turn out to be. */
export type EmphasisGuess = 'mark' | 'text' | 'unknown';

/** Characters of a word after which there is no more waiting. */
const patience = 24;

/** Nothing that a sentence is emphasised behind: operators, ends of paths, indices and calls. */
const codeBefore = /[A-Za-z\d.%/={}&+\\@#$\])]$/;
/** Nothing that emphasis begins with: `*.ts`, `src/**`, `COUNT(*)`. */
const codeAfter = /^(?:[./),;:\]}=?%|>]|&(?!\w))/;
/** A type in front of a pointer, or another pointer. */
const type =
  /(?:^|[^\w])(?:int|char|void|float|double|long|short|unsigned|signed|const|auto|bool|FILE|(?:struct|enum|union|class) \w+|\w+_t|\*\w+,) $/;
/** What takes all arguments. */
const rest = /^(?:kw)?arg[sv]\b/;

/**
 * Tells what the run of marks at `at` is: a lone mark in or behind a word, in front of a pattern for
 * names of files, and of a pointer is text. Emphasis there has its closer in the same word. `lead` is
 * what stands in front of the text.
 */
export function guessEmphasis(text: string, at: number, end: number, lead: string): EmphasisGuess {
  const before = `${at < 20 ? lead.slice(at - 20) : ''}${text.slice(Math.max(0, at - 20), at)}`;
  const [word = ''] = /^\S*/.exec(text.slice(end, end + patience + 1)) ?? [];
  const isWhole = word.length > patience || end + word.length < text.length;
  const run = text.slice(at, end);
  if (!isCode(run, before, isWhole ? `${word} ` : word)) return 'mark';
  const runs: readonly string[] = word.match(/\*+|_+/g) ?? [];
  if (runs.includes(run) || word.endsWith(run)) return 'mark';
  return isWhole ? 'text' : 'unknown';
}

/** Whether a mark looks like one of code; of a word that still grows it may. */
function isCode(run: string, before: string, word: string): boolean {
  const isInWord = codeBefore.test(before) && kindOf(word[0] ?? ' ') !== 'cjk';
  const isQuoted = /["'“‘]$/.test(before) && /^["'”’]/.test(word);
  if (isInWord || isQuoted) return true;
  if (run[0] === '_') return run === '_' && /^\w+(?:[.)]+ ?)?$/.test(word);
  if (before.endsWith('(') && /^\w+(?:\)|$)/.test(word)) return true;
  const isAfterCjk = kindOf(before.at(-1) ?? ' ') === 'cjk';
  return (!isAfterCjk && codeAfter.test(word)) || type.test(before) || rest.test(word);
}
