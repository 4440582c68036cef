'use client';
import type * as React from 'react';
import { useState } from 'react';
import { at } from '../protocol/json.ts';
import { useWords } from '../view/labels-context.ts';
import { listOf, readStep, type PipelineStep } from './read-steps.ts';
import { englishStreams, type StreamLabels } from './stream-labels.ts';
import { classOf, withoutPartProps, type AsPart } from './without-part-props.ts';

/** Props of {@link PipelineSteps}; the rest goes to its `<div>`. */
export interface PipelineStepsProps
  extends Omit<React.ComponentPropsWithoutRef<'div'>, 'part'>, AsPart {
  /** The steps, as `usePipeline` tells them. @default what `part` says: a list, one in `steps`, or one step */
  readonly steps?: readonly PipelineStep[] | undefined;
  /** Shows what came of a step. @default nothing is shown of it */
  readonly renderResult?: ((step: PipelineStep) => React.ReactNode) | undefined;
  /** What it says. @default English */
  readonly labels?: Partial<StreamLabels> | undefined;
}

/**
 * The steps of a pipeline: which are waiting, running, done, failed or skipped, how long each took, and why one failed. Read
 * out as each ends. Also a part of a chat: `<Chat parts={{ 'data-pipeline': PipelineSteps }} />`. Renders a `<div>`.
 */
export function PipelineSteps({
  steps,
  part,
  renderResult,
  labels,
  className,
  ...rest
}: PipelineStepsProps): React.JSX.Element {
  const words = useWords(englishStreams, labels);
  const shown = steps ?? stepsIn(part?.data);
  const told = useNews(shown);
  return (
    <div {...withoutPartProps(rest)} className={classOf('rv-pipeline', className)}>
      <ol className="rv-pipeline-list" aria-label={words.pipelineSteps}>
        {shown.map((step) => (
          <li key={step.name} className="rv-step" data-state={step.state}>
            <span className="rv-step-mark" data-chrome aria-hidden />
            <span className="rv-step-name">{step.name}</span>
            <span className="rv-step-state" data-chrome>
              {words.stepState[step.state]}
              {step.ms !== undefined && `, ${duration(step.ms, words.locale)}`}
            </span>
            {step.error && <p className="rv-step-error">{step.error}</p>}
            {step.result !== undefined && renderResult && (
              <div className="rv-step-result">{renderResult(step)}</div>
            )}
          </li>
        ))}
      </ol>
      <output className="rv-visually-hidden">
        {told.map(({ name, state }) => words.stepTold(name, words.stepState[state])).join('. ')}
      </output>
    </div>
  );
}

/** The steps that have ended since the last change; what had ended before is no news. */
function useNews(steps: readonly PipelineStep[]): readonly PipelineStep[] {
  const ended = steps.filter(({ state }) => state !== 'waiting' && state !== 'running');
  const [seen, setSeen] = useState({ ended, news: [] as readonly PipelineStep[] });
  const key = keyOf(ended);
  if (key === keyOf(seen.ended)) return seen.news;
  const before = new Set(seen.ended.map(({ name, state }) => `${name} ${state}`));
  const news = ended.filter(({ name, state }) => !before.has(`${name} ${state}`));
  setSeen({ ended, news });
  return news;
}

function keyOf(steps: readonly PipelineStep[]): string {
  return steps.map(({ name, state }) => `${name} ${state}`).join();
}

function stepsIn(data: unknown): PipelineStep[] {
  const list = Array.isArray(data) ? data : listOf(at(data, 'steps') ?? [data]);
  return list.flatMap((value) => readStep(value) ?? []);
}

function duration(ms: number, locale: string): string {
  const isLong = ms >= 1000;
  const unit = isLong ? 'second' : 'millisecond';
  const format = {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: isLong ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(locale, format).format(isLong ? ms / 1000 : ms);
}
