/** What is used of KaTeX. */
export interface Katex {
  /** A method, and its options an object: the types of an optional peer are not needed so. */
  renderToString(tex: string, options?: object): string;
}

/** Loads KaTeX, an optional peer: the only door to it. */
export async function loadKatex(): Promise<Katex> {
  const { default: katex } = await import('katex');
  return katex;
}
