'use client';

import { useEffect, useMemo, useState } from 'react';
import { CodeLines, type CodePage } from './code-lines.ts';
import { type Highlighter, plainLines } from './highlighter.ts';

/** Code longer than this many characters is shown without colours, so that no page freezes over it. */
const highlightLimit = 256 * 1024;

/** Colours code as it grows and loads its language; until that is there the lines are plain. */
export function useCodeLines(
  code: string,
  language: string,
  isOpen: boolean,
  highlighter: Highlighter | null,
): readonly CodePage[] {
  const isColored = useLanguage(language, highlighter) && code.length <= highlightLimit;
  const lines = useMemo(
    () =>
      new CodeLines(
        isColored && highlighter !== null
          ? (text) => highlighter.tokenize(text, language)
          : plainLines,
      ),
    [isColored, highlighter, language],
  );
  return useMemo(() => lines.update(code, isOpen), [lines, code, isOpen]);
}

function useLanguage(language: string, highlighter: Highlighter | null): boolean {
  const [, setLoaded] = useState('');
  useEffect(() => {
    if (highlighter === null || language === '' || highlighter.isLoaded(language)) return undefined;
    let isCurrent = true;
    // A highlighter that fails to load leaves plain text, which is what is shown already.
    Promise.resolve(highlighter.load(language)).then(
      (isKnown) => isCurrent && isKnown && setLoaded(language),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [language, highlighter]);
  return highlighter !== null && language !== '' && highlighter.isLoaded(language);
}
