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
