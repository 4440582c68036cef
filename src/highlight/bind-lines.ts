import { CodeLines } from './code-lines.ts';
import type { Highlighter } from './highlighter.ts';

/** Lines of growing code in a language, coloured by a highlighter that has loaded it. */
export function bindLines(highlighter: Highlighter, language: string): CodeLines {
  return new CodeLines({
    tokenize: (code) => highlighter.tokenize(code, language),
    tokenizeOpen: (code) =>
      highlighter.tokenizeOpen?.(code, language) ?? highlighter.tokenize(code, language),
    resume: highlighter.resume && ((code, state) => highlighter.resume!(code, language, state)),
  });
}

/** Runs a task when the page has nothing better to do; answers how to call it off. */
export function whenIdle(task: () => void): () => void {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(task, 1);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(task, { timeout: 500 });
  return () => cancelIdleCallback(request);
}
