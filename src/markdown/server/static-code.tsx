import type { ReactNode } from 'react';
import { CodeLine } from '../../code-block/code-line.tsx';
import type { CodeBlockLabels } from '../../code-block/code-labels.ts';
import { bindLines } from '../../highlight/bind-lines.ts';
import type { Highlighter } from '../../highlight/highlighter.ts';
import { type CodePage, PlainLines, pageLines } from '../../highlight/plain-lines.ts';

/** Props of `StaticCode`. */
export interface StaticCodeProps {
  readonly code: string;
  readonly language: string;
  readonly hasNumbers: boolean;
  readonly isWrapped: boolean;
  /** Colours it where it has loaded the language. */
  readonly highlighter: Highlighter | null;
  readonly words: CodeBlockLabels;
}

/** Code with its language and colours, as `CodeBlock` shows it, without its buttons. */
export function StaticCode(props: StaticCodeProps): ReactNode {
  const { code, language, isWrapped, hasNumbers, highlighter, words } = props;
  const pages = code === '' ? [] : pagesOf(code, language, highlighter);
  return (
    <pre
      className="rv-code-block"
      dir="ltr"
      data-language={language || undefined}
      data-wrap={isWrapped || undefined}
    >
      <div className="rv-code-header" data-chrome="">
        <span className="rv-code-language">{language || words.plainText}</span>
      </div>
      <code
        className={language ? `language-${language}` : undefined}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a region each would flood the landmarks
        role="group"
        aria-label={words.code(language)}
      >
        {pages.map((page, index) => (
          <span key={index} className="rv-lines">
            {page.map((line, at) => (
              <CodeLine
                key={at}
                line={line}
                number={hasNumbers ? index * pageLines + at + 1 : undefined}
              />
            ))}
          </span>
        ))}
      </code>
    </pre>
  );
}

function pagesOf(
  code: string,
  language: string,
  highlighter: Highlighter | null,
): readonly CodePage[] {
  if (highlighter?.isLoaded(language) !== true) return new PlainLines().update(code);
  const lines = bindLines(highlighter, language);
  let pages = lines.update(code, false);
  while (lines.isBehind) pages = lines.advance();
  return pages;
}
