'use client';
import type * as React from 'react';
import type { ChatError } from '../../protocol/chat-error.ts';
import { Icon } from '../shared/icon.tsx';
import { ErrorText } from './error-text.tsx';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link ErrorNotice}; the rest goes to its `<div>`. */
export interface ErrorNoticeProps
  extends Omit<React.ComponentPropsWithoutRef<'div'>, 'children' | 'role'>, LabelledProps {
  /** The error to show; nothing is rendered without one. */
  readonly error: ChatError;
  /** Asks again; the button is there only when that may help (`error.retryable`). @default none */
  readonly onRetry?: (() => void) | undefined;

  /** Called by the dismiss button; without it there is none. @default none */
  readonly onDismiss?: (() => void) | undefined;
}

/** Says what went wrong and what to do about it. Renders a `<div role="alert">`. */
export function ErrorNotice({
  error,
  onRetry,
  onDismiss,
  labels,
  className,
  ...rest
}: ErrorNoticeProps): React.JSX.Element {
  const texts = useLabels(labels);
  return (
    <div {...rest} className={withClass('rv-error', className)} role="alert" data-code={error.code}>
      <Icon shape="alert" />
      <p className="rv-error-text">
        <ErrorText error={error} texts={texts} />
      </p>
      {onRetry && error.retryable && (
        <button type="button" className="rv-button" onClick={onRetry}>
          {texts.retry}
        </button>
      )}
      {onDismiss && (
        <button type="button" className="rv-action" aria-label={texts.dismiss} onClick={onDismiss}>
          <Icon shape="close" />
        </button>
      )}
    </div>
  );
}
