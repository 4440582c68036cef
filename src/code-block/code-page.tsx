'use client';
import type * as React from 'react';

import { memo, useCallback, useState } from 'react';
import { CodeLine } from './code-line.tsx';
import { type CodePage, pageLines } from '../highlight/plain-lines.ts';

/** Props of `CodePageView`. */
export interface CodePageViewProps {
  readonly page: CodePage;
  /** The position of the page in the code. */
  readonly index: number;
  /** Shows bare text until the reader comes near. */
  readonly isLazy: boolean;
  readonly hasNumbers: boolean;
}

/** A page of lines: React skips it while it does not change, the browser while it is off screen. */
export const CodePageView: React.NamedExoticComponent<CodePageViewProps> = memo(
  function CodePageView({ page, index, isLazy, hasNumbers }: CodePageViewProps) {
    const [isNear, setNear] = useState(!isLazy);
    const ref = useCallback((element: HTMLElement | null) => {
      // The text is there; what fails to load costs its colours.
      if (element) {
        import('../view/when-near.ts').then(
          ({ whenNear }) => whenNear(element, () => setNear(true)),
          () => undefined,
        );
      }
    }, []);
    return (
      <span ref={isNear ? null : ref} className="rv-lines">
        {isNear
          ? page.map((line, at) => (
              <CodeLine
                key={at}
                line={line}
                number={hasNumbers ? index * pageLines + at + 1 : undefined}
              />
            ))
          : page.map((line) => `${line.map(({ text }) => text).join('')}\n`).join('')}
      </span>
    );
  },
);
