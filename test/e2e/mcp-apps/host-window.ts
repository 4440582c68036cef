import type { ToolPart } from 'rivulet/protocol';

/** What a test gives the page: documents of apps by their names, and where the sandbox is served. */
export interface Given {
  readonly pages: Readonly<Record<string, string>>;
  readonly csp?: Readonly<Record<string, readonly string[]>>;
  readonly sandboxUrl?: string;
  readonly part?: Partial<ToolPart>;
}

declare global {
  interface Window {
    /** Shows these apps in place of those before. */
    show: (given: Given) => void;
    /** What the host was asked for, as `name: text`. */
    asked: string[];
  }
}
