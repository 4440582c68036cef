'use client';
import type { ChatError } from '../protocol/chat-error.ts';
import { errorHint } from './error-hint.ts';
import { Icon } from './icon.tsx';
import { withClass } from './with-class.ts';

/** Props of {@link ErrorNotice}; the rest goes to its `<div>`. */
export interface ErrorNoticeProps extends Omit<
  React.ComponentPropsWithoutRef<'div'>,
  'children' | 'role'
> {
  readonly error: ChatError;
  /** Asks again; the button is there only when that may help (`error.retryable`). */
  readonly onRetry?: (() => void) | undefined;
  readonly onDismiss?: (() => void) | undefined;
}

/** Says what went wrong and what to do about it. Renders a `<div role="alert">`. */
export function ErrorNotice({
  error,
  onRetry,
  onDismiss,
  className,
  ...rest
}: ErrorNoticeProps): React.JSX.Element {
  const hint = errorHint(error);
  return (
    <div {...rest} className={withClass('rv-error', className)} role="alert" data-code={error.code}>
      <Icon shape="alert" />
      <p className="rv-error-text">
        {error.message} {hint && <span className="rv-error-hint">{hint}</span>}
      </p>
      {onRetry && error.retryable && (
        <button type="button" className="rv-button" onClick={onRetry}>
          Retry
        </button>
      )}
      {onDismiss && (
        <button type="button" className="rv-action" aria-label="Dismiss" onClick={onDismiss}>
          <Icon shape="close" />
        </button>
      )}
    </div>
  );
}
