import { prismHighlighter } from '../../highlight/prism-highlighter.ts';
import type { DocumentView } from '../document/markdown-document.ts';
import { languageOf } from '../elements/code-token.tsx';
import { rawHtml } from '../elements/lazy-raw-html.ts';
import type { Tokens } from '../syntax/marked.ts';
import type { MarkdownProps } from './markdown-props.ts';

/** Loads what sanitises raw HTML; answers whether it can work with this window. */
export async function loadHtml(dom: unknown): Promise<boolean> {
  if (typeof dom !== 'object' || dom === null) return false;
  const part = await rawHtml.load();
  return part?.lendDom(dom) ?? false;
}

/** Makes the languages of all code of a message ready. */
export async function loadLanguages(
  { pages, footnotes }: DocumentView,
  { highlighter = prismHighlighter, onError }: MarkdownProps,
  hasDom: boolean,
): Promise<void> {
  if (highlighter === null) return;
  const languages = new Set<string>();
  for (const { blocks } of pages) for (const { token } of blocks) collect(token);
  collect(footnotes.section?.token);
  const loads = [...languages].map(async (language) => {
    try {
      await highlighter.load(language);
    } catch (error) {
      onError?.(error);
    }
  });
  await Promise.all(loads);

  function collect(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (isCode(value)) languages.add(languageOf(value, hasDom));
    else for (const part of Object.values(value)) collect(part);
  }
}

function isCode(value: object): value is Tokens.Code {
  return Reflect.get(value, 'type') === 'code' && 'text' in value;
}
