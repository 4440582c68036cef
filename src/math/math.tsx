'use client';

import type { ReactNode } from 'react';
import type { CodeBlockProps } from '../code-block/code-block.tsx';
import type { MarkdownPlugin } from '../markdown/syntax/markdown-plugin.ts';
import type { ExtensionTokenProps } from '../markdown/elements/render-settings.ts';
import { Formula, type FormulaSettings } from './formula.tsx';
import type { Katex } from './katex.ts';
import { type MathToken, blockMath, inlineMath, mathExtension } from './math-extension.ts';
import { spokenFormula } from './spoken-formula.ts';
import { KatexLoader } from './use-katex.ts';

/** Options of `math`. */
export interface MathOptions {
  /** Macros for every formula, by their names with the backslash. */
  readonly macros?: Readonly<Record<string, string>> | undefined;
  /** Characters of source above which a formula shows its source. @default 10000 */
  readonly maxLength?: number | undefined;
  /** Loads another build of KaTeX; only the first function counts. @default () => import('katex') */
  readonly load?: (() => Promise<Katex>) | undefined;
}

const plugins = new Map<string, MarkdownPlugin>();

/**
 * Formulas: `$…$` by Pandoc's rule, so that prices are text, `$$…$$`, `\(…\)`, `\[…\]` and fences of
 * `math`. They are set by KaTeX, an optional peer that loads with the first of them. The same
 * options give the same plugin, so it may be made while rendering.
 */
export function math(options: MathOptions = {}): MarkdownPlugin {
  const key = JSON.stringify({ ...options, load: options.load !== undefined });
  const plugin = plugins.get(key) ?? createPlugin(options);
  plugins.set(key, plugin);
  return plugin;
}

function createPlugin({ macros, maxLength = 10_000, load }: MathOptions): MarkdownPlugin {
  const settings: FormulaSettings = { loader: new KatexLoader(load), macros, maxLength };
  return {
    name: 'math',
    extensions: [mathExtension],
    marks: '$\\',
    inline: [inlineMath],
    blocks: [blockMath],
    spokenFormula,
    tokens: {
      math: function MathToken({ token }: ExtensionTokenProps): ReactNode {
        const { tex, display, isBlock, isOpen } = token as unknown as MathToken;
        return <Formula {...{ tex, display, isBlock, isOpen, settings }} />;
      },
    },
    codeBlocks: {
      math: function MathFence({ code, open = false }: CodeBlockProps): ReactNode {
        return <Formula tex={code} display isBlock isOpen={open} settings={settings} />;
      },
    },
  };
}
