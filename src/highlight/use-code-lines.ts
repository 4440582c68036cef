'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Highlighter } from './highlighter.ts';
import { type CodePage, type CodePager, PlainLines } from './plain-lines.ts';

type CreateLines = (typeof import('./bind-lines.ts'))['bindLines'];

// What colours growing code comes with the first language: plain text does not need it.
let createLines: CreateLines | undefined;

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
      isColored && highlighter && createLines
        ? createLines(highlighter, language)
        : new PlainLines(),
    [isColored, highlighter, language],
  );
  const [, setAdvanced] = useState<readonly CodePage[]>();
  const pages = lines.update(code, isOpen);
  const { isBehind } = lines;
  useEffect(() => {
    if (!isBehind) return undefined;
    return whenIdle(() => setAdvanced(lines.advance()));
    // Each slice makes new pages, after which the next slice is due.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [lines, pages, isBehind]);
  return pages;
}

/** Runs a task when the page has nothing better to do; answers how to call it off. */
function whenIdle(task: () => void): () => void {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(task, 1);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(task, { timeout: 500 });
  return () => cancelIdleCallback(request);
}

function useLanguage(
  language: string,
  highlighter: Highlighter | null,
  onError: ((error: unknown) => void) | undefined,
): boolean {
  const [, setLoaded] = useState('');
  const isReady = () =>
    language !== '' && createLines !== undefined && highlighter?.isLoaded(language) === true;
  useEffect(() => {
    if (highlighter === null || language === '') return undefined;
    if (createLines && highlighter.isLoaded(language)) return undefined;
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
  const [isKnown, { bindLines }] = await Promise.all([
    highlighter.load(language),
    import('./bind-lines.ts'),
  ]);
  createLines = bindLines;
  return isKnown;
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
