'use client';
import type * as React from 'react';
import { useState } from 'react';
import { at } from '../../protocol/json.ts';
import { useWords } from '../../view/labels-context.ts';
import { englishAids, type AidLabels } from '../labels/aid-labels.ts';
import { Icon } from '../shared/icon.tsx';
import { useFold } from '../shared/use-fold.ts';
import { withClass } from '../shared/with-class.ts';
import { readPlan, type PlanStep } from './read-plan.ts';

/** Props of {@link Plan}. */
export interface PlanProps {
  /** What the plan is about. @default what the part says, else labels.plan */
  readonly title?: string | undefined;
  /** The steps of the plan. @default those that the part says */
  readonly steps?: readonly PlanStep[] | undefined;
  /**
   * The part of a message that holds the plan: the input of a tool call, or data; `plan`, `todos`, `entries`, `steps`, `tasks`,
   * `items` or a list, each step with a text and a status. @default none
   */
  readonly part?: object | undefined;
  /** Whether more of the message is on its way: a plan is open until then, and folded after it. @default false */
  readonly isStreaming?: boolean | undefined;
  /** What it says. @default English */
  readonly labels?: Partial<AidLabels> | undefined;
  /** A class of the host's, beside the kit's. @default none */
  readonly className?: string | undefined;
}

/** The steps of a plan, with what is done of it. Renders a `<details>`; nothing before there is a step. */
export function PlanView(props: PlanProps): React.JSX.Element | null {
  const { part, isStreaming = false, labels, className } = props;
  const words = useWords(englishAids, labels);
  const read = readPlan(at(part, 'input') ?? at(part, 'data'));
  const { steps = read.steps, title = read.title ?? words.plan } = props;
  const done = steps.filter(({ status }) => status === 'completed').length;
  const { isChosen: _, ...fold } = useFold(isStreaming || done < steps.length);
  const news = useNews(steps);
  if (steps.length === 0) return null;
  return (
    <details className={withClass('rv-plan', className)} {...fold}>
      <summary>
        <Icon shape="chevron" />
        <span className="rv-plan-title">{title}</span>
        <span className="rv-plan-done" data-chrome="">
          {words.planDone(done, steps.length)}
        </span>
      </summary>
      <ol className="rv-plan-steps">
        {steps.map((step, index) => (
          // Steps have no names but their places.
          // oxlint-disable-next-line react/no-array-index-key
          <PlanStepView key={index} step={step} words={words} />
        ))}
      </ol>
      <output className="rv-visually-hidden">
        {news.map(({ content, status }) => `${content}: ${words.planState[status]}`).join('. ')}
      </output>
    </details>
  );
}

function PlanStepView({
  step: { content, status },
  words,
}: {
  readonly step: PlanStep;
  readonly words: AidLabels;
}): React.JSX.Element {
  return (
    <li
      className="rv-plan-step"
      data-status={status}
      aria-current={status === 'in_progress' ? 'step' : undefined}
    >
      <span className="rv-plan-mark" data-chrome="" aria-hidden />
      <span className="rv-plan-text">{content}</span>
      <span className="rv-visually-hidden" data-chrome="">
        {words.planState[status]}
      </span>
    </li>
  );
}

/** The steps that have been done or given up since the last change; a plan that came with some done tells nothing of them. */
function useNews(steps: readonly PlanStep[]): readonly PlanStep[] {
  const ended = steps.filter(({ status }) => status === 'completed' || status === 'failed');
  const [seen, setSeen] = useState({ ended, news: [] as readonly PlanStep[] });
  if (keysOf(ended).join('\n') === keysOf(seen.ended).join('\n')) return seen.news;
  const before = new Set(keysOf(seen.ended));
  const news = ended.filter((step) => !before.has(keyOf(step)));
  setSeen({ ended, news });
  return news;
}

const keyOf = ({ content, status }: PlanStep): string => `${status} ${content}`;
const keysOf = (steps: readonly PlanStep[]): string[] => steps.map((step) => keyOf(step));
