import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tests } from 'commonmark-spec';

// Paths, not URLs: a simulated page has its own class for these.
const here = dirname(fileURLToPath(import.meta.url));
const fixtures = join(here, 'fixtures');
const modules = join(here, '..', '..', 'node_modules');

/** The 652 examples of CommonMark 0.31.2. */
export const commonMarkExamples: readonly string[] = tests.map((example) =>
  example.markdown.replaceAll('→', '\t'),
);

/** The examples of GFM's extensions. */
export const gfmExamples: readonly string[] = readFileSync(
  join(fixtures, 'gfm-examples.md'),
  'utf8',
).split('<!-- example -->\n');

function readAll(folder: string): readonly string[] {
  return readdirSync(join(fixtures, folder)).map((name) =>
    readFileSync(join(fixtures, folder, name), 'utf8'),
  );
}

/** Answers as language models write them. */
export const answers: readonly string[] = readAll('answers');

/** Answers of the kinds that are hard to show steadily: prices, JSON, placeholders, arrays, formulas. */
export const hardAnswers: readonly string[] = readAll('kinds-of-answers');

/** Those about money. */
export const priceAnswers: readonly string[] = hardAnswers.filter(
  (text) => (text.match(/\$\d/g) ?? []).length > 4,
);

/** READMEs of packages that this one needs anyway, as they are: with their definitions at the end. */
export const wholeReadmes: readonly string[] = [
  ['marked', 'README.md'],
  ['knip', 'README.md'],
  ['chalk', 'readme.md'],
  ['vite', 'README.md'],
  ['hast-util-to-html', 'readme.md'],
  ['semver', 'README.md'],
].map((path) => readFileSync(join(modules, ...path), 'utf8'));

/** The beginnings of READMEs of packages that this one needs anyway. */
export const readmes: readonly string[] = [
  'marked',
  'react',
  'dompurify',
  'fast-check',
  'prismjs',
  'knip',
  'tsx',
].map((name) => readFileSync(join(modules, name, 'README.md'), 'utf8').slice(0, 6000));
