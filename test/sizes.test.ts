// @vitest-environment node
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sizesIn } from './sizes.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const limits = { fileLines: 200, functionLines: 40, complexity: 15 };

/** What is larger, by how much; a row may only shrink, and goes when it is no longer needed. */
const larger: Readonly<Record<keyof typeof limits, Readonly<Record<string, number>>>> = {
  fileLines: {
    'demo-server/engine/grammar/json-schema-grammar.ts': 201,
    'src/chat/run/present-run.ts': 250,
    'src/markdown/complete/scan-inline.ts': 298,
    'src/markdown/document/tail-parser.ts': 210,
    'src/markdown/elements/render-inline.ts': 203,
    'src/markdown/resume/extend-path.ts': 444,
    'src/markdown/resume/open-marks.ts': 232,
    'src/markdown/resume/open-path.ts': 226,
    'src/markdown/syntax/document-lexer.ts': 201,
    'src/markdown/resume/settle-inline.ts': 203,
    'src/protocol/chat-event.ts': 209,
    'src/transports/web-socket/foreign-words.ts': 212,
    'src/transports/web-socket/web-socket-run.ts': 204,
  },
  functionLines: {
    'src/chat/create-chat.ts: createChat': 98,
    'src/chat/run/present-run.ts: createPresentRun': 42,
    'src/markdown/document/footnote-index.ts: indexFootnotes': 42,
    'src/markdown/elements/render-inline.ts: renderToken': 49,
    'src/markdown/resume/extend-path.ts: #enterText': 41,
    'src/markdown/streaming-markdown.tsx: useMarkdown': 41,
    'src/transports/http/http-session.ts: readHttpRun': 46,
    'src/transports/web-socket/web-socket-session.ts: readSocketRun': 46,
  },
  complexity: {
    'src/markdown/document/footnote-index.ts: indexFootnotes': 18,
    'src/markdown/complete/complete-table.ts: predictTable': 20,
    'src/markdown/complete/complete-token.ts: completeParagraph': 16,
    'src/markdown/resume/extend-path.ts: #enterChildren': 16,
    'src/markdown/resume/extend-path.ts: #enterList': 18,
    'src/markdown/resume/extend-path.ts: #enterText': 17,
    'src/markdown/resume/open-tags.ts: #goOn': 17,
    'src/markdown/resume/extend-path.ts: #keepInline': 18,
    'src/transports/http/numbered-answer.ts: numberedAnswer': 19,
  },
};

function sourcesIn(folder: string): string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /(?<!\.d)\.tsx?$/.test(name) && !/\/(?:node_modules|page-dist)\//.test(name))
    .filter((name) => name !== 'src/highlight/prism-languages.ts'); // Generated.
}

const sizes = [...sourcesIn('src'), ...sourcesIn('demo-server')].flatMap((path) =>
  sizesIn(path, root),
);
const isFile = (name: string): boolean => !name.includes(': ');

function tooLarge(limit: keyof typeof limits): string[] {
  const figures = sizes
    .filter(({ name }) => isFile(name) === (limit === 'fileLines'))
    .map(({ name, lines, complexity }) => ({
      name,
      figure: limit === 'complexity' ? complexity : lines,
    }));
  return figures
    .filter(({ name, figure }) => figure > (larger[limit][name] ?? limits[limit]))
    .map(
      ({ name, figure }) => `${name} has ${figure}, above ${larger[limit][name] ?? limits[limit]}`,
    );
}

describe('the sizes that CONTRIBUTING names', () => {
  it('are kept by files', () => {
    expect(tooLarge('fileLines')).toEqual([]);
  });

  it('are kept by functions, in lines', () => {
    expect(tooLarge('functionLines')).toEqual([]);
  });

  it('are kept by functions, in ways through them', () => {
    expect(tooLarge('complexity')).toEqual([]);
  });

  it('are measured: every source has a size', () => {
    expect(sizes.length).toBeGreaterThan(2000);
  });
});
