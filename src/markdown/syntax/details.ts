import type { Tokens } from './marked.ts';

const line = /^ {0,3}<\/?(?:details|summary)(?=[\s/>])[^\n]*/i;
const openSummary = /<summary(?:\s[^>]*)?>(?:(?!<\/summary)[^])*$/i;
/** The rest of a summary that is open: up to its end tag, a blank line or the end of the text. */
const summaryRest = /^(?:\n(?![ \t]*(?:\n|$))(?:(?!<\/summary)[^\n])*)*(?:<\/summary[^\n]*)?/i;

/**
 * Reads a line of tags of `<details>` as an HTML block of its own, so that what follows is markdown
 * without a blank line between; a summary over several lines belongs to it.
 */
export function readDetails(source: string): Tokens.HTML | undefined {
  const [first] = line.exec(source) ?? [];
  if (first === undefined) return undefined;
  const rest = openSummary.test(first)
    ? (summaryRest.exec(source.slice(first.length))?.[0] ?? '')
    : '';
  const raw = first + rest;
  return { type: 'html', block: true, raw, pre: false, text: raw };
}
