import { readFile } from 'node:fs/promises';

/** A fenced TypeScript example of the README. */
export interface Snippet {
  readonly language: 'ts' | 'tsx';
  readonly code: string;
}

/** Reads the README's `ts` and `tsx` fences, in order. */
export async function readmeSnippets(): Promise<Snippet[]> {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  return [...readme.matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({
    language: language as Snippet['language'],
    code: code ?? '',
  }));
}
