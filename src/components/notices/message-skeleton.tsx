'use client';
import type * as React from 'react';
import { useWords } from '../../view/labels-context.ts';
import { englishAids, type AidLabels } from '../labels/aid-labels.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link MessageSkeleton}; the rest goes to its `<output>`. */
export interface MessageSkeletonProps extends Omit<
  React.ComponentPropsWithoutRef<'output'>,
  'children'
> {
  /** What it says. @default English */
  readonly labels?: Partial<AidLabels> | undefined;
}

/**
 * Stands where messages will be while a chat loads: `<Chat emptyState={isLoading ? <MessageSkeleton /> : undefined} />`. Shows
 * after a moment only, so that a chat that is there at once does not flash. Renders an `<output>`.
 */
export function MessageSkeleton(props: MessageSkeletonProps): React.JSX.Element {
  const { labels, className, ...rest } = props;
  const { chatLoading } = useWords(englishAids, labels);
  return (
    <output {...rest} className={withClass('rv-skeleton', className)}>
      <span className="rv-visually-hidden">{chatLoading}</span>
      <span className="rv-skeleton-question" aria-hidden />
      <span className="rv-skeleton-answer" aria-hidden>
        <span />
        <span />
        <span />
      </span>
    </output>
  );
}
