'use client';
import { useSyncExternalStore } from 'react';
import type { ChatStatus } from '../chat/chat-state.ts';
import { withClass } from './with-class.ts';

/** Props of {@link ConnectionStatus}; the rest goes to its `<output>`. */
export interface ConnectionStatusProps extends Omit<
  React.ComponentPropsWithoutRef<'output'>,
  'children' | 'role'
> {
  readonly status: ChatStatus;
}

/** Says when the line is lost: reconnecting, or the browser is offline. Renders an `<output>` (role status), empty when all is well. */
export function ConnectionStatus({
  status,
  className,
  ...rest
}: ConnectionStatusProps): React.JSX.Element {
  const isOnline = useSyncExternalStore(watchLine, readLine, () => true);
  const connection = isOnline
    ? status === 'reconnecting'
      ? 'reconnecting'
      : 'connected'
    : 'offline';
  return (
    // Always there: screen readers speak of what changes in a region, not of a region that appears.
    <output {...rest} className={withClass('rv-connection', className)} data-status={connection}>
      {connection === 'connected' ? null : <span>{labels[connection]}</span>}
    </output>
  );
}

const labels = {
  reconnecting: 'Connection lost. Reconnecting…',
  offline: 'You are offline. The chat goes on when you are back.',
};

function watchLine(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}

function readLine(): boolean {
  return navigator.onLine;
}
