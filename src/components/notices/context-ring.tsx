'use client';
import type * as React from 'react';
import { useWords } from '../../view/labels-context.ts';
import { englishAids, type AidLabels } from '../labels/aid-labels.ts';
import { formatCount } from '../labels/format-figures.ts';
import { withClass } from '../shared/with-class.ts';

/** A sum of money. */
export interface ContextCost {
  /** How much, in whole units of the currency. */
  readonly amount: number;
  /** The currency by its code of ISO 4217, such as `EUR`. */
  readonly currency: string;
}

/** Props of {@link ContextMeter}; the rest goes to its `<span>`. */
export interface ContextMeterProps extends Omit<
  React.ComponentPropsWithoutRef<'span'>,
  'children' | 'role'
> {
  /** How many tokens of the context are in use: prompt and answer of the last run. */
  readonly used: number;
  /** How many tokens the model takes. */
  readonly size: number;
  /** What the chat has cost so far. @default none is shown */
  readonly cost?: ContextCost | undefined;
  /** What it says. @default English */
  readonly labels?: Partial<AidLabels> | undefined;
}

/** How full a model's context is: a ring and a share; the figures and the cost when it is pointed at, and to screen readers. Renders a `<span role="meter">`. */
export function ContextRing(props: ContextMeterProps): React.JSX.Element {
  const { used, size, cost, labels, className, ...rest } = props;
  const words = useWords(englishAids, labels);
  const share = size > 0 ? Math.min(1, Math.max(0, used / size)) : 0;
  const percent = share.toLocaleString(words.locale, { style: 'percent' });
  const figures = words.contextUsed(
    formatCount(used, words.locale),
    formatCount(size, words.locale),
  );
  const told = cost ? `${figures}. ${words.contextCost(money(cost, words.locale))}` : figures;
  return (
    <span
      title={told}
      {...rest}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a <meter> is a bar, and looks as each browser likes
      role="meter"
      className={withClass('rv-context', className)}
      aria-label={words.context}
      aria-valuemin={0}
      aria-valuemax={size}
      aria-valuenow={Math.min(used, size)}
      aria-valuetext={`${percent}. ${told}`}
      data-level={levelOf(share)}
    >
      <svg className="rv-context-ring" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="8" />
        <circle cx="10" cy="10" r="8" pathLength={100} strokeDasharray={`${share * 100} 100`} />
      </svg>
      <span className="rv-context-share" aria-hidden>
        {percent}
      </span>
    </span>
  );
}

/** From which share on one may want to begin a new chat. */
function levelOf(share: number): 'low' | 'high' | 'full' {
  if (share >= 0.95) return 'full';
  return share >= 0.8 ? 'high' : 'low';
}

function money({ amount, currency }: ContextCost, locale: string) {
  // Answers cost fractions of a cent.
  const maximumFractionDigits = Math.abs(amount) < 0.1 ? 4 : 2;
  return amount.toLocaleString(locale, { style: 'currency', currency, maximumFractionDigits });
}
