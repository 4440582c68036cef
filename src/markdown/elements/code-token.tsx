import type { ReactNode } from 'react';
import { decodeEntities } from './decode-entities.ts';
import { markdownElement } from './inline-nodes.ts';
import type { Tokens } from '../syntax/marked.ts';
import type { RenderSettings } from './render-settings.ts';

/** Props of `CodeToken`. */
export interface CodeTokenProps {
  readonly token: Tokens.Code;
  readonly settings: RenderSettings;
  readonly isOpen: boolean;
}

/** The language of code, as its fence names it; empty where it does not. */
export function languageOf(token: Tokens.Code, hasDom: boolean): string {
  return /\S+/.exec(decodeEntities(token.lang ?? '', hasDom))?.[0] ?? '';
}

/** Renders fenced and indented code by the code block of the furniture, or by the host's `codeBlock`, `pre` or `code`. */
export function CodeToken({ token, settings, isOpen }: CodeTokenProps): ReactNode {
  const { components, codeBlocks, codeBlock, highlighter, hasDom, onError } = settings;
  const language = languageOf(token, hasDom);
  const { pre, code } = components;
  const own = codeBlocks[language] ?? codeBlocks[language.toLowerCase()] ?? components.codeBlock;
  if (own !== undefined || (pre === undefined && code === undefined)) {
    const Block = own ?? settings.furniture.CodeBlock;
    const text = token.text.replace(/\n$/, '');
    const props = { ...codeBlock, code: text, language, open: isOpen, highlighter, onError };
    return <Block {...props} />;
  }
  const props = language === '' ? null : { className: `language-${language}` };
  const text = token.text === '' || token.text.endsWith('\n') ? token.text : `${token.text}\n`;
  return markdownElement(settings, 'pre', 0, null, [
    markdownElement(settings, 'code', 0, props, [text]),
  ]);
}
