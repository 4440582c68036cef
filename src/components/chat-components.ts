import type * as React from 'react';
import type { ComposerProps } from './composer/composer.tsx';
import type { SuggestionsProps } from './composer/suggestions.tsx';
import type { MessageComponents } from './messages/message-props.ts';
import type { ConnectionStatusProps } from './notices/connection-status.tsx';
import type { EmptyStateProps } from './notices/empty-state.tsx';
import type { ErrorNoticeProps } from './notices/error-notice.tsx';
import type { StreamMeterProps } from './notices/stream-meter.tsx';

/**
 * Components of the host in the place of the kit's in a `<Chat>`: each is given the props of the one it stands for, which it
 * may render. Keep them outside of your component, so that they are the same at each render.
 */
export interface ChatComponents extends MessageComponents {
  /** Where a message is written. @default Composer */
  readonly Composer?: React.ComponentType<ComposerProps> | undefined;
  /** What stands there before the first message. @default EmptyState */
  readonly EmptyState?: React.ComponentType<EmptyStateProps> | undefined;
  /** The questions to begin with. @default Suggestions */
  readonly Suggestions?: React.ComponentType<SuggestionsProps> | undefined;
  /** An error that no message tells. @default ErrorNotice */
  readonly ErrorNotice?: React.ComponentType<ErrorNoticeProps> | undefined;
  /** That the connection is lost. @default ConnectionStatus */
  readonly ConnectionStatus?: React.ComponentType<ConnectionStatusProps> | undefined;
  /** What a run does, and how fast. @default StreamMeter */
  readonly StreamMeter?: React.ComponentType<StreamMeterProps> | undefined;
}
