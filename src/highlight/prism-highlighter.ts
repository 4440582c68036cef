import { type Highlighter, plainLines } from './highlighter.ts';

type Engine = typeof import('./prism-lines.ts');

// A message without code does not pay for Prism: its core comes with the first language.
let engine: Engine | undefined;

/** The default highlighter: all languages of Prism, each loaded when it is first asked for. */
export const prismHighlighter: Highlighter = {
  load(language) {
    return engine?.hasGrammar(language) === true ? true : loadLanguage(language);
  },
  isLoaded(language) {
    return engine?.hasGrammar(language) === true;
  },
  tokenize(code, language) {
    return engine?.prismLines(code, language) ?? plainLines(code);
  },
  tokenizeOpen(code, language) {
    return engine?.openPrismLines(code, language) ?? plainLines(code);
  },
};

async function loadLanguage(language: string): Promise<boolean> {
  try {
    engine ??= await import('./prism-lines.ts');
    return await engine.loadGrammar(language);
  } catch {
    // A chunk that does not arrive costs the colours, never the text.
    return false;
  }
}
