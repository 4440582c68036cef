// How the parser's work grows with the message: characters lexed per appended character, and time, for growing documents.
import { BlockParser } from '../../src/markdown/document/block-parser.ts';

const paragraph =
  'A stream is *cut* where it likes, so **half** a mark must not `show`. See [the docs](https://example.com/docs).\n\n';
const block = `## Heading\n\n${paragraph}- one\n- two\n  - three\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n\`\`\`ts\nconst answer = 42;\n\`\`\`\n\n`;

/** The documents: a mix of blocks, and single blocks that grow long. */
const documents: Record<string, (length: number) => string> = {
  mixed: (length) => block.repeat(Math.ceil(length / block.length)),
  fence: (length) => `\`\`\`ts\n${'const answer = 42;\n'.repeat(Math.ceil(length / 19))}`,
  list: (length) => '- an item of a list that grows\n'.repeat(Math.ceil(length / 31)),
  paragraph: (length) => 'words that never end a paragraph '.repeat(Math.ceil(length / 33)),
};

/** Prints one row per document and size. */
export function benchMarkdownWork(): void {
  console.log('\nBlockParser, 4 characters an append');
  console.log('document   characters   lexed per character   ms per 1000 appends');
  for (const [name, make] of Object.entries(documents)) {
    for (const length of [4_096, 16_384, 65_536]) {
      const text = make(length).slice(0, length);
      const parser = new BlockParser();
      const started = performance.now();
      for (let at = 0; at < length; at += 4) parser.push(text.slice(at, at + 4));
      parser.flush();
      const ms = (performance.now() - started) / (length / 4_000);
      const lexed = parser.lexedCharacters / length;
      console.log(
        `${name.padEnd(10)} ${String(length).padStart(10)} ${lexed.toFixed(1).padStart(21)} ${ms.toFixed(1).padStart(21)}`,
      );
    }
  }
}
