'use client';
import type * as React from 'react';
import { useMemo } from 'react';
import type { ChatLabels, ToldError } from '../labels/chat-labels.ts';
import { useCountdown } from './use-countdown.ts';

/** Props of {@link ErrorText}. */
export interface ErrorTextProps {
  readonly error: ToldError;
  readonly texts: ChatLabels;
}

/** What went wrong, and what the reader can do about it; a time to wait is counted down. Renders text. */
export function ErrorText({ error, texts }: ErrorTextProps): React.JSX.Element {
  const { retryAfterMs } = error;
  const wait = useMemo(
    () => (retryAfterMs ? { delayMs: retryAfterMs, error } : undefined),
    [retryAfterMs, error],
  );
  const left = useCountdown(wait);
  const hint = texts.errorHint(error);
  return (
    <>
      {texts.error(error)}{' '}
      {hint && (
        <span className={wait ? 'rv-visually-hidden' : 'rv-error-hint'}>
          {/* Said once: a listener must not hear every second. */}
          {hint}
        </span>
      )}
      {wait && (
        <span className="rv-error-hint" aria-hidden="true">
          {texts.errorHint(error, left * 1000)}
        </span>
      )}
    </>
  );
}
