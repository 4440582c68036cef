'use client';
import type * as React from 'react';
import type { ChatStatus } from '../../chat/state/chat-state.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { useCountdown } from './use-countdown.ts';
import type { Wait } from './use-countdown.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { useIsSlow } from './use-is-slow.ts';
import { useOnline } from './use-online.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link ConnectionStatus}; the rest goes to its `<output>`. */
export interface ConnectionStatusProps
  extends Omit<React.ComponentPropsWithoutRef<'output'>, 'children' | 'role'>, LabelledProps {
  /** The status of the chat (`chat.status`). */
  readonly status: ChatStatus;
  /**
   * How long the transport waits before it tries again (`chat.retry`); its seconds are counted down from the first render with it.
   * @default none
   */
  readonly retry?: Wait | undefined;
}

/**
 * Says when the line is lost: reconnecting, and when the next try is, or the browser is offline; and when an answer has not
 * begun for ten seconds. Renders an `<output>` (role status), empty when all is well.
 */
export function ConnectionStatus({
  status,
  retry,
  labels,
  className,
  ...rest
}: ConnectionStatusProps): React.JSX.Element {
  const texts = useLabels(labels);
  const isOnline = useOnline();
  const isLost = status === 'reconnecting';
  const isSlow = useIsSlow(status === 'submitted');
  const connection = isOnline ? (isLost ? 'reconnecting' : 'connected') : 'offline';
  const wait =
    connection === 'reconnecting' && retry && retry.delayMs >= leastCountedMs ? retry : undefined;
  return (
    // Always there: screen readers speak of what changes in a region, not of a region that appears.
    <output
      {...rest}
      className={withClass('rv-connection', className)}
      data-status={isSlow && connection === 'connected' ? 'waiting' : connection}
    >
      {connection === 'connected' ? (
        isSlow && <span>{texts.stillWaiting}</span>
      ) : wait ? (
        <Countdown wait={wait} texts={texts} />
      ) : (
        <span>{texts[connection]}</span>
      )}
    </output>
  );
}

/** Shorter waits are over before they are read. */
const leastCountedMs = 2000;

function Countdown({
  wait,
  texts: { retryingIn, reconnecting },
}: {
  readonly wait: Wait;
  readonly texts: ChatLabels;
}): React.JSX.Element {
  const left = useCountdown(wait);
  return (
    <>
      {/* Said once: a listener must not hear every second. */}
      <span className="rv-visually-hidden">{retryingIn(Math.ceil(wait.delayMs / 1000))}</span>
      <span aria-hidden="true">{left > 0 ? retryingIn(left) : reconnecting}</span>
    </>
  );
}
