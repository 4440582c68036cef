import type { LexedBlock } from '../syntax/document-lexer.ts';
import type { Token, Tokens } from '../syntax/marked.ts';
import { setSettled, settledOf } from '../syntax/settled.ts';
import { childrenOf, textOf } from '../syntax/token-fields.ts';

/** A run of dashes or equal signs that is long enough not to mean another thing when it is longer, or of blanks. */
const longRun = /(?:(-)\1{39}|(=)\2{39}| {4})$/;

/** What has no text, or whose text the run is no part of: an underline, the row below the head of a table. */
const besideText = /^(?:heading|hr|table)$/;

/**
 * Appends to a block that ends in a run of one character more of the same: no line becomes another one by
 * that. Models that have lost their way write such runs. Undefined where it is more than that.
 */
export function growRun(block: LexedBlock, appended: string): LexedBlock | undefined {
  const { token, texts } = block;
  if (texts.length > 0 || token.type === 'code') return undefined;
  const [run] = longRun.exec(token.raw) ?? [];
  const isRun = run !== undefined && appended.split('').every((char) => char === run[0]);
  const grown = isRun ? lengthen(token, run, appended) : growRow(token as Tokens.Table, appended);
  return grown && { ...block, token: grown };
}

function lengthen(token: Token, run: string, appended: string): Token | undefined {
  if (!token.raw.endsWith(run)) return undefined;
  const grown = { ...token, raw: token.raw + appended };
  const text = textOf(token);
  if (besideText.test(token.type) && !text.endsWith(run)) {
    const isCell = token.type === 'table' && (token as Tokens.Table).rows.length > 0;
    return isCell && !run.startsWith(' ') ? undefined : grown;
  }
  if (!text.endsWith(run) || token.type === 'link') return undefined;
  const children = childrenOf(token);
  const last = children.at(-1);
  if (!last) return token.type === 'text' ? { ...grown, text: text + appended } : undefined;
  const child = lengthen(last, run, appended);
  if (!child) return undefined;
  const tokens = [...children.slice(0, -1), child];
  const longer = { ...grown, text: text + appended, tokens } as Token;
  const settled = settledOf(token);
  if (settled) setSettled(longer, { ...settled, tokens: settled.tokens.length }, settled.tokens);
  return longer;
}

/** Appends to a row of a table that has more cells than the head: these are not shown. */
function growRow(token: Tokens.Table, appended: string): Token | undefined {
  if (token.type !== 'table' || token.rows.length === 0 || /[\n\\$]/.test(appended))
    return undefined;
  const row = token.raw.slice(token.raw.lastIndexOf('\n') + 1);
  const isFull = !/[\\$]/.test(row) && row.split('|').length > token.header.length + 2;
  return isFull ? { ...token, raw: token.raw + appended } : undefined;
}
