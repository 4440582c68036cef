import { readdirSync, readFileSync } from 'node:fs';
import { tests } from 'commonmark-spec';

const fixtures = new URL('./fixtures/', import.meta.url);
const modules = new URL('../../node_modules/', import.meta.url);

/** The 652 examples of CommonMark 0.31.2. */
export const commonMarkExamples: readonly string[] = tests.map((example) =>
  example.markdown.replaceAll('→', '\t'),
);

/** The examples of GFM's extensions. */
export const gfmExamples: readonly string[] = readFileSync(
  new URL('gfm-examples.md', fixtures),
  'utf8',
).split('<!-- example -->\n');

/** Answers as language models write them. */
export const answers: readonly string[] = readdirSync(new URL('answers/', fixtures)).map((name) =>
  readFileSync(new URL(`answers/${name}`, fixtures), 'utf8'),
);

/** The beginnings of READMEs of packages that this one needs anyway. */
export const readmes: readonly string[] = [
  'marked',
  'react',
  'dompurify',
  'fast-check',
  'prismjs',
  'knip',
  'tsx',
].map((name) => readFileSync(new URL(`${name}/README.md`, modules), 'utf8').slice(0, 6000));
