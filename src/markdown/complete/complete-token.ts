import type { Block } from '../syntax/block.ts';
import { completeInline } from './complete-inline.ts';
import type { Completion } from './complete-inline.ts';
import { completeTable, predictTable } from './complete-table.ts';
import { isCommonMark } from '../syntax/common-mark.ts';
import { findGraphemeEnd } from './hold-back.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { Token, Tokens } from '../syntax/marked.ts';
import { findMarksEnd, isPlainText, plainText } from '../syntax/plain-text.ts';
import { settledOf } from '../syntax/settled.ts';

const nothing: Token = { type: 'space', raw: '' };

/**
 * Completes the open leaf for display: unclosed marks act as if they were closed, and what has no
 * meaning yet is left out, down to a `space` token when there is nothing to show. The parser's
 * token stays as it is. Costs one lexing of the leaf's inline text. The constructs of `plugins` are
 * completed too.
 */
export function completeToken(block: Block, plugins?: readonly MarkdownPlugin[]): Token {
  const token = block.display ?? block.token;
  if (!block.isOpen || !block.lexInline) return token;
  // The marks of quotes around it say nothing about the next line.
  const isLineEnded = /\n[\s>]*$/.test(block.raw.slice(-200));
  const completion = { lex: block.lexInline, isLineEnded, plugins };
  return complete(token, completion) ?? nothing;
}

function complete(token: Token, completion: Completion): Token | undefined {
  switch (token.type) {
    case 'paragraph':
    case 'text':
      // Without inline tokens it is inline text itself, in a construct of an extension.
      if (!('tokens' in token)) return token;
      return completeParagraph(token as Tokens.Paragraph, completion);
    case 'heading':
      return completeHeading(token as Tokens.Heading, completion);
    case 'list':
      return completeList(token as Tokens.List, completion);
    case 'blockquote':
      return completeChildren(token as Tokens.Blockquote, completion);
    case 'code':
      return completeCode(token as Tokens.Code, completion);
    case 'html':
      return completeHtml(token as Tokens.HTML);
    case 'table':
      return completeTable(token as Tokens.Table, completion);
    case 'hr':
      return completion.isLineEnded ? token : undefined;
    default:
      // A construct of an extension may hold blocks.
      return hasChildren(token) ? completeChildren(token, completion) : token;
  }
}

function hasChildren(token: Token): token is Token & { tokens: Token[] } {
  return 'tokens' in token && token.tokens !== undefined && token.tokens.length > 0;
}

/** A last line that may still become a list item, a rule, a heading, an underline or a fence. */
const ambiguousLine = /^[ \t]*(?:[-=_*+ \t]+|\d{1,9}[.)]?[ \t]*|#{1,6}[ \t]*|>[ \t]*|~+)$/;
/** Two lines longer than this are no header of a table, in characters. */
const longestHeader = 4000;
/** The label of what may still become a link definition. */
const openLabel = /^\[(?:[^\s\]]{0,40}\]?)$/;
/** A link definition that lacks its destination or the end of its title. */
const openDefinition =
  /^\[(?:\\.|[^\]\\])+\]:(?=(\s*))\1(?:<[^>\n]*>?|\S*)(?:\s+(?:"[^"]*"?|'[^']*'?|\([^)]*\)?))?\s*$/;

/** The marker of an alert, which text on its line would make the text of a quote. */
const openMarker = /^\[!\w*\]?[ \t]*$/;

function completeParagraph(token: Tokens.Paragraph, completion: Completion): Token | undefined {
  const [box] = token.tokens;
  if (box?.type === 'checkbox' && token.text.startsWith(box.raw)) {
    return completeLooseTask(token, box, completion);
  }
  const { isInItem, plugins = [] } = completion;
  let { isLineEnded } = completion;
  let { text } = token;
  for (const { read } of plugins.flatMap(({ blocks = [] }) => blocks)) {
    const found = read(text);
    if (found !== undefined) return found === 'hold' ? undefined : found;
  }
  if (!isLineEnded) {
    // A longer line is neither ambiguous nor worth a search from its end.
    const tail = text.slice(-400);
    const lastLine = text.length - tail.length + tail.lastIndexOf('\n') + 1;
    if (ambiguousLine.test(text.slice(lastLine))) {
      text = text.slice(0, Math.max(lastLine - 1, 0));
      isLineEnded = lastLine > 0;
    }
    if (!isInItem && openLabel.test(text)) return undefined;
  }
  if (openDefinition.test(text) || openMarker.test(text)) return undefined;
  const from = Math.max(0, text.length - longestHeader);
  const end = from > 0 ? `\n${text.slice(from + 1)}` : text;
  const predicted = isCommonMark(plugins) ? end.length : predictTable(end, completion);
  if (typeof predicted === 'object') return predicted;
  text = text.slice(0, from + predicted);
  const tokens = completeRest(token, text, { ...completion, isLineEnded });
  // Not a copy of all fields: the parser merges the tokens of a long text only for who reads them.
  return tokens.length > 0 ? { type: token.type, raw: token.raw, text, tokens } : undefined;
}

/** The text of a task in a loose list has its box in front. */
function completeLooseTask(
  { type, raw, text, tokens }: Tokens.Paragraph,
  box: Token,
  completion: Completion,
): Token | undefined {
  const rest = { type, raw, text: text.slice(box.raw.length), tokens: tokens.slice(1) };
  const completed = completeParagraph(rest, completion);
  const inline = completed && 'tokens' in completed ? completed.tokens : undefined;
  return inline ? ({ ...completed, tokens: [box, ...inline] } as Token) : completed;
}

/** Completes what is not settled of a long text; plain text is whole wherever it ends. */
function completeRest(token: Token, text: string, completion: Completion): Token[] {
  const settled = settledOf(token);
  const isSettled = settled !== undefined && settled.length <= text.length;
  const rest = isSettled ? text.slice(settled.length) : text;
  const isPlain = Reflect.get(token, 'isCapped') === true;
  if (isPlain || findMarksEnd(rest, isSettled ? settled : undefined) < rest.length) {
    return cutPlain((token as Tokens.Paragraph).tokens, token as Tokens.Paragraph, text);
  }
  const from = text.length - rest.length;
  const lead = text.slice(Math.max(0, from - 80), from);
  const lexed = isSettled ? undefined : (token as Tokens.Paragraph).tokens;
  const completed = rest === '' ? [] : completeInline(rest, { ...completion, lead, lexed });
  return isSettled ? [...settled.tokens, ...completed] : completed;
}

function cutPlain(
  tokens: readonly Token[],
  { text: whole }: Tokens.Paragraph,
  text: string,
): Token[] {
  const last = tokens.at(-1);
  if (!isPlainText(last)) return [...tokens];
  const shown = last.text.slice(0, Math.max(0, last.text.length - (whole.length - text.length)));
  return [...tokens.slice(0, -1), plainText(shown.slice(0, findGraphemeEnd(shown)))];
}

function completeHeading(token: Tokens.Heading, completion: Completion): Token | undefined {
  if (completion.isLineEnded) return token;
  const { raw, text } = token;
  // The underline of a setext heading may still become a list item, a table or text.
  const type = /^ {0,3}#/.test(raw) ? 'heading' : completion.isInItem ? 'text' : 'paragraph';
  const tokens = completeRest(token, text, completion);
  return tokens.length > 0 ? { ...token, type, tokens } : undefined;
}

function completeList(list: Tokens.List, completion: Completion): Token | undefined {
  const item = list.items.at(-1);
  const children = item && completeChildren(item, { ...completion, isInItem: true });
  const completed = isCommonMark(completion.plugins) ? children : completeTask(children);
  const items = list.items.slice(0, -1);
  if (completed) items.push(completed);
  return items.length > 0 ? { ...list, items } : undefined;
}

/** A task whose next line looks like an underline is a heading for marked, until it is not. */
function completeTask(item: Tokens.ListItem | undefined): Tokens.ListItem | undefined {
  const [first, ...rest] = item?.tokens ?? [];
  const box = /^\[[ xX]\][ \t]+/.exec(item?.text ?? '')?.[0];
  const content = first as Tokens.Text | undefined;
  if (!item || item.task || !box || content?.type !== 'text' || !content.tokens) return item;
  const checked = /x/i.test(box);
  const [opening, ...others] = content.tokens;
  if (opening?.type !== 'text') return item;
  const text = { ...opening, text: (opening as Tokens.Text).text.replace(box, '') };
  const checkbox: Token = { type: 'checkbox', raw: box, checked };
  const tokens = [checkbox, { ...content, tokens: [text, ...others] }, ...rest];
  return { ...item, task: true, checked, tokens };
}

/** Completes the last child; undefined when nothing is left to show. */
function completeChildren<T extends { tokens: Token[] }>(
  parent: T,
  completion: Completion,
): T | undefined {
  const last = parent.tokens.findLastIndex((token) => token.type !== 'space');
  const child = parent.tokens[last];
  const completed = child && complete(child, completion);
  const tokens = parent.tokens.slice(0, Math.max(last, 0));
  if (completed) tokens.push(completed);
  return tokens.some((token) => token.type !== 'space') ? { ...parent, tokens } : undefined;
}

function completeCode(token: Tokens.Code, completion: Completion): Token | undefined {
  const { raw, text } = token;
  if (token.codeBlockStyle === 'indented') return cutText(token, findGraphemeEnd(text));
  const fence = /^ {0,3}(`+|~+)/.exec(raw)?.[1] ?? '';
  if (!raw.includes('\n') && !completion.isLineEnded) return undefined;
  const lastLine = raw.slice(raw.trimEnd().lastIndexOf('\n') + 1).trim();
  const isFenceLine = lastLine !== '' && lastLine === (fence[0] ?? '').repeat(lastLine.length);
  if (isFenceLine && lastLine.length >= fence.length && raw.includes('\n')) return token;
  if (!isFenceLine || completion.isLineEnded) return cutText(token, findGraphemeEnd(text));
  return cutText(token, Math.max(text.lastIndexOf('\n'), 0));
}

function completeHtml(token: Tokens.HTML): Token | undefined {
  const at = token.text.lastIndexOf('<');
  const isCut =
    at >= 0 &&
    /^<(?:!--(?:[^-]|-(?!->))*|[^>"']*(?:"[^"]*"|'[^']*'|[^>"'])*(?:"[^"]*|'[^']*)?)$/.test(
      token.text.slice(at),
    );
  const end = isCut ? at : token.text.search(/(?:&#?\w{0,31})?$/);
  // The renderer reads the source.
  const text = token.text.slice(0, end);
  return text === '' ? undefined : { ...token, raw: text, text };
}

function cutText<T extends { text: string }>(token: T, end: number): T {
  return end === token.text.length ? token : { ...token, text: token.text.slice(0, end) };
}
