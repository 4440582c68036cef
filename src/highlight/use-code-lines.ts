'use client';

import { useEffect, useMemo, useState } from 'react';
import { CodeLines, type CodePage } from './code-lines.ts';
import type { Tokenizer } from './color-window.ts';
import { type Highlighter, plainLines } from './highlighter.ts';

/**
 * Colours code as it grows and loads its language; until that is there the lines are plain. Code
 * that is too long to be coloured at once is coloured in idle time.
 */
export function useCodeLines(
  code: string,
  language: string,
  isOpen: boolean,
  highlighter: Highlighter | null,
): readonly CodePage[] {
  const isColored = useLanguage(language, highlighter);
  const lines = useMemo(
    () => new CodeLines(isColored && highlighter ? bind(highlighter, language) : plain),
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

const plain: Tokenizer = {
  tokenize: plainLines,
  tokenizeOpen: plainLines,
  resume: (code) => ({ lines: plainLines(code), state: undefined }),
};

function bind(highlighter: Highlighter, language: string): Tokenizer {
  return {
    tokenize: (code) => highlighter.tokenize(code, language),
    tokenizeOpen: (code) =>
      highlighter.tokenizeOpen?.(code, language) ?? highlighter.tokenize(code, language),
    resume: highlighter.resume && ((code, state) => highlighter.resume!(code, language, state)),
  };
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
