'use client';
import type * as React from 'react';

import { memo, useCallback, useRef, useState } from 'react';
import { LabelsContext, useWords } from '../view/labels-context.ts';
import { useScrollStop } from '../view/use-scroll-stop.ts';
import { CodeHeader } from './code-header.tsx';
import { type CodeLabels, englishCodeBlock } from './code-labels.ts';
import { CodePageView } from './code-page.tsx';
import type { CodePage } from '../highlight/plain-lines.ts';
import type { Highlighter } from '../highlight/highlighter.ts';
import { adoptLayoutSheet } from '../view/layout-sheet.ts';
import { prismHighlighter } from '../highlight/prism-highlighter.ts';
import { LazyPart } from '../view/lazy-part.ts';
import { useLazyPart } from '../view/use-lazy-part.ts';
import { useCodeLines } from './use-code-lines.ts';

/** What stands around the code of a `CodeBlock` and how its lines lie. */
export interface CodeBlockOptions {
  /** Numbers the lines; numbers are neither selected nor copied. @default false */
  readonly lineNumbers?: boolean | undefined;
  /** Wraps long lines instead of scrolling sideways. @default false */
  readonly wrap?: boolean | undefined;
  /** Shows a button that switches wrapping. @default false */
  readonly wrapToggle?: boolean | undefined;
  /** Shows a button that saves the code; a string is the file's name. @default false */
  readonly download?: boolean | string | undefined;
  /**
   * Lines shown of longer code, which scrolls inside and has a button to show all. While the code
   * grows it stays at its end as long as the reader is there. @default Infinity
   */
  readonly maxLines?: number | undefined;
}

/** Props of `CodeBlock`. */
export interface CodeBlockProps extends CodeBlockOptions {
  /** The code so far; while it only grows, work follows what is new. */
  readonly code: string;
  /** Name or alias of the language; unknown ones stay plain text. @default '' */
  readonly language?: string | undefined;
  /** More lines may follow: only the last lines are coloured again. @default false */
  readonly open?: boolean | undefined;
  /** `null` switches colours off. @default prismHighlighter */
  readonly highlighter?: Highlighter | null | undefined;
  /** What it says. @default what the components around it say, else English */
  readonly labels?: Partial<CodeLabels> | undefined;
  /** Hears of a language that fails to load; its code stays plain. Pass a stable function. @default none */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const codeFurniture = new LazyPart(() => import('./code-furniture.ts'));

/** Code longer than this many characters has elements only where the reader is. */
const lazyLength = 64 * 1024;

/**
 * Code with its language, a copy button and colours. Renders a `<pre>` with a `<code>` whose text is
 * the code and a line end; what else stands in it is furniture (`data-chrome`).
 */
export const CodeBlock: React.NamedExoticComponent<CodeBlockProps> = memo(function CodeBlock({
  code,
  language = '',
  open = false,
  highlighter = prismHighlighter,
  labels,
  onError,
  ...options
}: CodeBlockProps) {
  const words = useWords(englishCodeBlock, labels);
  const pages = useCodeLines(code, language, open, highlighter, onError);
  const codeRef = useRef<HTMLElement>(null);
  const { Footer, header, footer, shownLines } = useFurniture(options);
  return (
    <LabelsContext.Provider value={words}>
      <pre
        ref={adoptLayoutSheet}
        className="rv-code-block"
        dir="ltr"
        data-language={language || undefined}
        data-wrap={header.isWrapped || undefined}
        data-max-lines={shownLines}
      >
        <CodeHeader {...header} codeRef={codeRef} language={language} />
        <CodeText
          codeRef={codeRef}
          code={code}
          language={language}
          pages={pages}
          lineNumbers={options.lineNumbers}
        />
        {Footer && <Footer {...footer} codeRef={codeRef} pages={pages} isOpen={open} />}
      </pre>
    </LabelsContext.Provider>
  );
});

/** The state of what stands around the code; what shows it is loaded where there is anything to show. */
function useFurniture({
  wrap = false,
  wrapToggle = false,
  download = false,
  maxLines = Infinity,
}: CodeBlockOptions) {
  const parts = useLazyPart(codeFurniture, wrapToggle || download !== false || maxLines < Infinity);
  const [chosenWrap, setWrap] = useState<boolean>();
  const isWrapped = chosenWrap ?? wrap;
  const toggleWrap = useCallback(() => setWrap(!isWrapped), [isWrapped]);
  const [shownLines, onLimit] = useState<number>();
  const onWrap = wrapToggle ? toggleWrap : undefined;
  const header = { download, isWrapped, onWrap, Tools: parts?.CodeTools };
  return { Footer: parts?.CodeFooter, header, footer: { maxLines, onLimit }, shownLines };
}

interface CodeTextProps {
  readonly codeRef: React.RefObject<HTMLElement | null>;
  readonly code: string;
  readonly language: string;
  readonly pages: readonly CodePage[];
  readonly lineNumbers?: boolean | undefined;
}

function CodeText({
  codeRef,
  code,
  language,
  pages,
  lineNumbers = false,
}: CodeTextProps): React.JSX.Element {
  const words = useWords(englishCodeBlock);
  // Wide code scrolls, so the keyboard must reach it.
  useScrollStop(codeRef);
  return (
    <code
      ref={codeRef}
      className={language ? `language-${language}` : undefined}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a region each would flood the landmarks
      role="group"
      aria-label={words.code(language)}
    >
      {code === ''
        ? null
        : pages.map((page, index) => (
            <CodePageView
              key={index}
              page={page}
              index={index}
              isLazy={code.length > lazyLength}
              hasNumbers={lineNumbers}
            />
          ))}
    </code>
  );
}
