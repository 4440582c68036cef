/** What is used of Mermaid. */
export interface Mermaid {
  /** Sets Mermaid's configuration. */
  readonly initialize: (config: Readonly<Record<string, unknown>>) => void;

  /** Draws a text as SVG; rejects where it is no diagram. */
  readonly render: (
    id: string,
    text: string,
    container?: Element,
  ) => Promise<{ readonly svg: string }>;
}

/** Loads Mermaid, an optional peer: the only door to it. */
export async function loadMermaid(): Promise<Mermaid> {
  const { default: mermaid } = await import('mermaid');
  return mermaid;
}
