'use client';
import type * as React from 'react';
import { useId } from 'react';
import { useWords } from '../view/labels-context.ts';
import { readProgress } from './read-progress.ts';
import { englishStreams, type StreamLabels } from './stream-labels.ts';
import type { StreamFigures } from './stream-state.ts';
import { useMilestone } from './use-milestone.ts';
import { classOf, withoutPartProps, type AsPart } from './without-part-props.ts';

/** Props of {@link Progress}; the rest goes to its `<div>`. */
export interface ProgressProps extends Omit<React.ComponentPropsWithoutRef<'div'>, 'part'>, AsPart {
  /** How far the work is, as `useStream` and `useProgress` tell it. @default what `part` says */
  readonly progress?: Partial<StreamFigures> | undefined;
  /** What is being done. @default what the server calls it, else labels.progress */
  readonly label?: string | undefined;
  /** What it says. @default English */
  readonly labels?: Partial<StreamLabels> | undefined;
}

/**
 * A bar that shows how far something is, with the time that is left; without a total it only moves. It is read out at 25, 50,
 * 75 and 100 %. Also a part of a chat: `<Chat parts={{ 'data-progress': Progress }} />`. Renders a `<div>`.
 */
export function Progress({
  progress,
  label,
  labels,
  part,
  className,
  ...rest
}: ProgressProps): React.JSX.Element {
  const words = useWords(englishStreams, labels);
  const labelId = useId();
  const figures: Partial<StreamFigures> = progress ?? readProgress(part?.data) ?? {};
  const ratio = ratioOf(figures);
  const name = label ?? figures.label ?? words.progress;
  const percent = ratio === undefined ? undefined : Math.floor(ratio * 100);
  const milestone = useMilestone(ratio);
  return (
    <div {...withoutPartProps(rest)} className={classOf('rv-progress', className)}>
      <span id={labelId} className="rv-progress-name">
        {name}
      </span>
      <Figures percent={percent} etaMs={figures.etaMs} words={words} />
      <progress className="rv-progress-bar" aria-labelledby={labelId} max={100} value={percent} />
      <output className="rv-visually-hidden">
        {milestone !== undefined && words.progressTold(name, share(milestone, words.locale))}
      </output>
    </div>
  );
}

interface FiguresProps {
  readonly percent: number | undefined;
  readonly etaMs: number | undefined;
  readonly words: StreamLabels;
}

// The bar itself tells them to those who do not see.
function Figures({ percent, etaMs = 0, words }: FiguresProps): React.JSX.Element {
  return (
    <span className="rv-progress-figures" data-chrome aria-hidden>
      {etaMs >= 1000 && <span>{words.timeLeft(timeOf(etaMs, words.locale))}</span>}
      {percent !== undefined && <span>{share(percent / 100, words.locale)}</span>}
    </span>
  );
}

function ratioOf({ ratio, done, total }: Partial<StreamFigures>): number | undefined {
  return ratio ?? (total && done !== undefined ? Math.min(1, done / total) : undefined);
}

function share(ratio: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(ratio);
}

function timeOf(ms: number, locale: string): string {
  const [unit, size] = ms >= 90_000 ? (['minute', 60_000] as const) : (['second', 1000] as const);
  const format = { style: 'unit', unit, unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(locale, format).format(Math.ceil(ms / size));
}
