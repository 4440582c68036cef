'use client';

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Highlighter } from '../highlight/highlighter.ts';
import { type CodePage, type CodePager, PlainLines } from '../highlight/plain-lines.ts';

// What colours growing code comes with the first language: plain text does not need it.
let colors: typeof import('../highlight/bind-lines.ts') | undefined;

/**
 * Colours code as it grows and loads its language; until that is there the lines are plain. Code
 * that is too long to be coloured at once is coloured in idle time.
 */
export function useCodeLines(
  code: string,
  language: string,
  isOpen: boolean,
  highlighter: Highlighter | null,
  onError?: (error: unknown) => void,
): readonly CodePage[] {
  const isColored = useLanguage(language, highlighter, onError);
  const lines = useMemo<CodePager>(
    () =>
      (isColored && highlighter && colors?.bindLines(highlighter, language)) || new PlainLines(),
    [isColored, highlighter, language],
  );
  const [, setAdvanced] = useState<readonly CodePage[]>();
  const pages = lines.update(code, isOpen);
  const { isBehind = false } = lines;
  // Each slice makes new pages, after which the next slice is due.
  const behind = isBehind ? pages : undefined;
  useEffect(() => {
    return behind && colors?.whenIdle(() => setAdvanced(lines.advance?.()));
  }, [lines, behind]);
  return pages;
}

function useLanguage(
  language: string,
  highlighter: Highlighter | null,
  onError: ((error: unknown) => void) | undefined,
): boolean {
  const [, setLoaded] = useState('');
  const isReady = useCallback(
    () => language !== '' && colors !== undefined && highlighter?.isLoaded(language) === true,
    [language, highlighter],
  );
  useEffect(() => {
    if (highlighter === null || language === '') return undefined;
    if (colors && highlighter.isLoaded(language)) return undefined;
    let isCurrent = true;
    // What fails to load leaves plain text, which is what is shown already.
    loadLanguage(language, highlighter).then(
      (isKnown) => isCurrent && isKnown && setLoaded(language),
      (error: unknown) => isCurrent && onError?.(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [language, highlighter, onError]);
  // The server had no colours, and the first render in the browser must match what it sent.
  return useSyncExternalStore(subscribeToNothing, isReady, () => false);
}

async function loadLanguage(language: string, highlighter: Highlighter): Promise<boolean> {
  const [isKnown, { bindLines, whenIdle }] = await Promise.all([
    highlighter.load(language),
    import('../highlight/bind-lines.ts'),
  ]);
  colors = { bindLines, whenIdle };
  return isKnown;
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
