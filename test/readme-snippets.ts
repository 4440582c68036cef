import { readFile } from 'node:fs/promises';

/** A fenced TypeScript example of the README or of a guide. */
export interface Snippet {
  readonly language: 'ts' | 'tsx';
  readonly code: string;
}

/** The guides of `docs`, whose examples are compiled as the README's are. */
export const guides = [
  'docs/from-route-to-production.md',
  'docs/migration.md',
  'docs/streams.md',
  'docs/rooms.md',
  'docs/shared-text.md',
] as const;

/** Reads the `ts` and `tsx` fences of a file, the README's by default, in order. */
export async function readmeSnippets(file = 'README.md'): Promise<Snippet[]> {
  const text = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
    language: language as Snippet['language'],
    code: code ?? '',
  }));
}
