'use client';
import type * as React from 'react';

import { type ReactNode, memo, useContext, useEffect, useMemo } from 'react';
import { MessageContext } from '../markdown/elements/message-context.ts';
import { englishPlugins } from '../markdown/elements/plugin-labels.ts';
import { useWords } from '../view/labels-context.ts';
import type { Katex } from './katex.ts';
import { renderMathml } from './render-mathml.ts';
import { type KatexLoader, useKatex } from './use-katex.ts';

/** How formulas are set. */
export interface FormulaSettings {
  readonly loader: KatexLoader;
  readonly macros: Readonly<Record<string, string>> | undefined;
  /** Characters of source above which a formula is not set. */
  readonly maxLength: number;
}

/** Props of `Formula`. */
export interface FormulaProps {
  readonly tex: string;
  readonly display: boolean;
  /** Whether it is a block and not part of a line. */
  readonly isBlock: boolean;
  /** Whether more of it may follow: its source is shown until then. */
  readonly isOpen: boolean;
  readonly settings: FormulaSettings;
}

/**
 * A formula as MathML, which browsers set without a stylesheet, fonts or inline styles. Shows the
 * source until KaTeX is there, and where KaTeX cannot read it.
 */
export const Formula: React.NamedExoticComponent<FormulaProps> = memo(function Formula({
  tex,
  display,
  isBlock,
  isOpen,
  settings,
}: FormulaProps): ReactNode {
  const { katex, error } = useKatex(settings.loader);
  const onError = useContext(MessageContext).settings?.onError;
  const { formulaFailed } = useWords(englishPlugins);
  useEffect(() => {
    if (error !== undefined) settings.loader.tell(error, onError);
  }, [settings, onError, error]);
  const content = useMemo(
    () => (isOpen ? undefined : setFormula(tex, display, katex, settings, formulaFailed)),
    [tex, display, isOpen, katex, settings, formulaFailed],
  );
  const Tag = isBlock ? 'div' : 'span';
  return (
    <Tag
      className="rv-math"
      data-display={display || undefined}
      data-tex={isOpen ? undefined : tex}
    >
      {isOpen ? (
        // What is written here will be another text: it is furniture until then.
        <code className="rv-math-source" data-chrome="" aria-hidden="true">
          {tex}
        </code>
      ) : (
        content
      )}
    </Tag>
  );
});

function setFormula(
  tex: string,
  displayMode: boolean,
  katex: Katex | undefined,
  { macros, maxLength }: FormulaSettings,
  formulaFailed: (reason: string) => string,
): ReactNode {
  if (!katex) return <code className="rv-math-source">{tex}</code>;
  try {
    if (tex.length > maxLength)
      throw new Error(`The formula is longer than ${maxLength} characters`);
    const options = {
      ...limits,
      displayMode,
      ...(macros && { macros: { ...macros } }),
    };
    return renderMathml(katex.renderToString(tex, options), tex);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return (
      <code className="rv-math-source" data-error="" title={formulaFailed(reason)}>
        {tex}
      </code>
    );
  }
}

// No links, images or classes in formulas, and no macros that multiply without end.
const limits = {
  output: 'mathml',
  throwOnError: true,
  trust: false,
  strict: 'ignore',
  maxExpand: 1000,
  maxSize: 50,
};
