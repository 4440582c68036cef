import type { MarkedExtension } from './marked.ts';

/** `> 25`, `>= x`, `> -5`, `> $100`. */
const comparison = /^>(?:=| ?[-+]?[$€£¥]?\d)/;

/**
 * Takes a comparison at the beginning of an item for no quote. A tokenizer of quotes cannot tell by itself
 * where it stands: marked's own one asks it for the last quote in a quote again, and must get one.
 */
export function comparisons(): MarkedExtension {
  let found: string | undefined;
  return {
    extensions: [
      {
        name: 'comparison',
        level: 'block',
        tokenizer(source) {
          const { top, lastToken } = this.lexer.state;
          found = !top && lastToken === undefined && comparison.test(source) ? source : undefined;
          return undefined;
        },
      },
    ],
    tokenizer: {
      blockquote(source) {
        const isFound = source === found;
        found = undefined;
        return isFound ? undefined : false;
      },
    },
  };
}
