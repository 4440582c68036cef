import type { KatexOptions } from 'katex';

export type { KatexOptions } from 'katex';

/** What is used of KaTeX. */
export interface Katex {
  readonly renderToString: (tex: string, options?: KatexOptions) => string;
}

/** Loads KaTeX, an optional peer: the only door to it. */
export async function loadKatex(): Promise<Katex> {
  const { default: katex } = await import('katex');
  return katex;
}
