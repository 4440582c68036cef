'use client';

import { type ReactNode, memo, useRef } from 'react';
import type * as React from 'react';
import type { CodeBlockProps } from '../../code-block/code-block.tsx';
import { useScrollStop } from '../../view/use-scroll-stop.ts';

/** Code as CommonMark's own renderer writes it; its one text node grows in place. */
export const PlainCode: React.NamedExoticComponent<CodeBlockProps> = memo(function PlainCode({
  code,
  language,
}: CodeBlockProps): ReactNode {
  const ref = useRef<HTMLPreElement>(null);
  // Wide code scrolls, so the keyboard must reach it.
  useScrollStop(ref);
  return (
    <pre ref={ref}>
      <code className={language ? `language-${language}` : undefined}>
        {code === '' ? '' : `${code}\n`}
      </code>
    </pre>
  );
});
