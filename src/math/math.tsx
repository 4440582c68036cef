'use client';

import type { ReactNode } from 'react';
import type { CodeBlockProps } from '../code-block/code-block.tsx';
import type { MarkdownPlugin } from '../markdown/syntax/markdown-plugin.ts';
import type { ExtensionTokenProps } from '../markdown/elements/render-settings.ts';
import { maskPipes } from './cell-formulas.ts';
import { Formula, type FormulaSettings } from './formula.tsx';
import type { Katex } from './katex.ts';
import { displayRules } from './display-math.ts';
import {
  type MathToken,
  blockMath,
  inlineMath,
  looseInlineMath,
  mathExtension,
} from './math-extension.ts';
import type { Tolerances } from '../markdown/syntax/tolerances.ts';
import { spokenFormula } from './spoken-formula.ts';
import { KatexLoader } from './use-katex.ts';

/** Options of `math`. */
export interface MathOptions {
  /** Macros for every formula, by their names with the backslash. @default none */
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
  return variantOf(createParts(settings), true, true);
}

type Parts = Pick<
  MarkdownPlugin,
  'name' | 'marks' | 'blocks' | 'spokenFormula' | 'tokens' | 'codeBlocks'
>;

/** The plugin with formulas as blocks and loose ones, or without; each variant is made once. */
function variantOf(parts: Parts, isFence: boolean, isLoose: boolean): MarkdownPlugin {
  const variants = new Map<string, MarkdownPlugin>();
  const create = (fence: boolean, loose: boolean): MarkdownPlugin => {
    const key = `${fence} ${loose}`;
    const plugin = variants.get(key) ?? {
      ...parts,
      extensions: [mathExtension({ display: displayRules(fence, loose), isLoose: loose })],
      ...(loose && { maskPipes }),
      inline: [loose ? looseInlineMath : inlineMath],
      under: ({ displayMath, looseMath }: Tolerances) => create(displayMath, looseMath),
    };
    variants.set(key, plugin);
    return plugin;
  };
  return create(isFence, isLoose);
}

function createParts(settings: FormulaSettings): Parts {
  return {
    name: 'math',
    marks: '$\\',
    blocks: [blockMath],
    spokenFormula,
    tokens: {
      math: function MathToken({ token, streaming = false }: ExtensionTokenProps): ReactNode {
        const { raw, tex, display, isBlock, isOpen } = token as unknown as MathToken;
        // A formula that was never closed is one all the same when nothing more may follow.
        if (tex === '') return streaming ? null : raw;
        return <Formula {...{ tex, display, isBlock, isOpen: isOpen && streaming, settings }} />;
      },
    },
    codeBlocks: {
      math: function MathFence({ code, open = false }: CodeBlockProps): ReactNode {
        return <Formula tex={code} display isBlock isOpen={open} settings={settings} />;
      },
    },
  };
}
