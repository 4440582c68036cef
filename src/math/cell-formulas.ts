import type { InlineText, Tokens } from '../markdown/syntax/marked.ts';
import { guessFormula } from './guess-formula.ts';
import { openerAt, readFormula } from './read-math.ts';

const head = /^[^\n]*\|[^\n]*\n {0,3}[|:-][ \t:|-]*(?:\n|$)/;
const blankLine = /\n[ \t]*(?:\n|$)/;

/**
 * Reads a table in whose cells formulas keep their pipes; undefined where none does. `read` is marked's own
 * reader, which sees another character in their place, and `queue` the texts that it leaves to be lexed.
 */
export function readTable(
  source: string,
  read: (masked: string) => Tokens.Table | undefined,
  queue: InlineText[],
): Tokens.Table | undefined {
  if (!head.test(source)) return undefined;
  const blank = source.search(blankLine);
  const end = blank < 0 ? source.length : blank;
  const lines = source.slice(0, end).split('\n');
  if (!lines.some((line) => /[$\\].*\|/.test(line))) return undefined;
  let code = 0xe000;
  while (source.includes(String.fromCharCode(code))) code++;
  const pipe = String.fromCharCode(code);
  const masked = lines.map((line, index) =>
    maskPipes(line, pipe, end === source.length && index === lines.length - 1),
  );
  if (masked.every((line, index) => line === lines[index])) return undefined;
  const count = queue.length;
  const table = read(masked.join('\n') + source.slice(end));
  for (const text of queue.slice(count)) text.src = text.src.replaceAll(pipe, '|');
  const unmask = (cell: Tokens.TableCell) => ({ ...cell, text: cell.text.replaceAll(pipe, '|') });
  return (
    table && {
      ...table,
      raw: source.slice(0, table.raw.length),
      header: table.header.map(unmask),
      rows: table.rows.map((row) => row.map(unmask)),
    }
  );
}

/** Puts `pipe` in the place of pipes in the formulas of a row, of which more may come where it is open. */
export function maskPipes(line: string, pipe: string, isOpen: boolean): string {
  let masked = '';
  for (let at = 0; at < line.length;) {
    const raw = formulaAt(line, at) ?? (isOpen ? openFormulaAt(line, at) : undefined);
    const length = raw?.length ?? (line[at] === '\\' || line.startsWith('$$', at) ? 2 : 1);
    const piece = line.slice(at, at + length);
    masked += raw === undefined ? piece : piece.replaceAll(/(?<!\\)\|/g, pipe);
    at += length;
  }
  return masked;
}

function formulaAt(line: string, at: number): string | undefined {
  const formula = canOpen(line, at) ? readFormula(line, at) : undefined;
  if (!formula?.raw.includes('|')) return formula?.raw;
  const { raw, tex } = formula;
  // A bar at one end alone is the border of a cell: `|$x|$y|`.
  const isLone = tex.startsWith('|') !== tex.endsWith('|') && tex.split('|').length === 2;
  const isPrice = openerAt(line, at) === '$' && guessFormula(tex) === 'text';
  return isLone || isPrice ? undefined : raw;
}

/** A formula at the end of the text so far, up to a pipe that a space parts from it. */
function openFormulaAt(line: string, at: number): string | undefined {
  const opener = canOpen(line, at) ? openerAt(line, at) : undefined;
  const rest = line.slice(at + (opener?.length ?? 0));
  if (opener === undefined || !rest.includes('|') || /\$|[ \t]\|[ \t]*$/.test(rest))
    return undefined;
  const isFormula = opener === '$' ? /^\|?$/.test(rest) || guessFormula(rest) === 'formula' : true;
  return isFormula ? line.slice(at) : undefined;
}

/** Behind a letter or digit a dollar is one of a currency. */
function canOpen(line: string, at: number): boolean {
  return line[at] === '\\' || (line[at] === '$' && !/\w/.test(line[at - 1] ?? ' '));
}
