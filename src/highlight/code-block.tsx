'use client';

import { memo } from 'react';
import type { CodePage } from './code-lines.ts';
import { CopyButton } from './copy-button.tsx';
import type { Highlighter, HighlightLine } from './highlighter.ts';
import { prismHighlighter } from './prism-highlighter.ts';
import { useCodeLines } from './use-code-lines.ts';

/** Props of `CodeBlock`. */
export interface CodeBlockProps {
  readonly code: string;
  /** Name or alias of the language; unknown ones stay plain text. @default '' */
  readonly language?: string | undefined;
  /** More lines may follow: only the last lines are coloured again. @default false */
  readonly open?: boolean | undefined;
  /** `null` switches colours off. @default prismHighlighter */
  readonly highlighter?: Highlighter | null | undefined;
}

/**
 * Code with its language, a copy button and colours. Renders a `<pre>` with a `<code>`; what else
 * stands in it is furniture (`data-chrome`).
 */
export const CodeBlock: React.NamedExoticComponent<CodeBlockProps> = memo(function CodeBlock({
  code,
  language = '',
  open = false,
  highlighter = prismHighlighter,
}: CodeBlockProps) {
  const pages = useCodeLines(code, language, open, highlighter);
  return (
    <pre className="rv-code-block" data-language={language || undefined}>
      <div className="rv-code-header" data-chrome="">
        <span className="rv-code-language">{language || 'text'}</span>
        <CopyButton text={code} />
      </div>
      {/* Wide code scrolls, so the keyboard must reach it. */}
      <code
        className={language ? `language-${language}` : undefined}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a region each would flood the landmarks
        role="group"
        aria-label={language ? `${language} code` : 'code'}
      >
        {code === '' ? null : pages.map((page, index) => <CodeLinePage key={index} page={page} />)}
      </code>
    </pre>
  );
});

const CodeLinePage = memo(function CodeLinePage({ page }: { page: CodePage }) {
  return page.map((line, index) => <CodeLine key={index} line={line} />);
});

// Every line ends with its line end, also the last one, so that no line changes when the next begins.
const CodeLine = memo(function CodeLine({ line }: { line: HighlightLine }) {
  return (
    <span className="rv-line">
      {line.map(({ text, kind }, index) =>
        kind === undefined ? (
          text
        ) : (
          <span key={index} className={`rv-token rv-token-${kind}`}>
            {text}
          </span>
        ),
      )}
      {'\n'}
    </span>
  );
});
