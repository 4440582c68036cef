'use client';
import type * as React from 'react';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link EmptyState}; the rest goes to its `<div>`. */
export interface EmptyStateProps
  extends Omit<React.ComponentPropsWithoutRef<'div'>, 'title'>, LabelledProps {
  /** The heading. @default labels.emptyTitle */
  readonly title?: string | undefined;
}

/** What a chat shows before its first message: a title, and below it what it is given. Renders a `<div>`. */
export function EmptyState({
  title,
  labels,
  className,
  children,
  ...rest
}: EmptyStateProps): React.JSX.Element {
  const { emptyTitle } = useLabels(labels);
  return (
    <div {...rest} className={withClass('rv-empty', className)}>
      <h2 className="rv-empty-title">{title ?? emptyTitle}</h2>
      {children}
    </div>
  );
}
