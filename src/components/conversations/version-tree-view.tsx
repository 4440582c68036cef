'use client';
import type * as React from 'react';
import type { StreamingChat } from '../../chat/react/use-streaming-chat.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { useConversationLabels } from '../labels/use-conversation-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';

const items = new LazyPart(() => import('./version-items.tsx'));

/** Props of {@link VersionTree}; the rest goes to its `<div>`. */
export interface VersionTreeProps
  extends Omit<React.ComponentPropsWithoutRef<'div'>, 'children' | 'onSelect'>, LabelledProps {
  /** What `useStreamingChat` gives. */
  readonly chat: StreamingChat;
  /** Is told of the version that was chosen: the id of its first message. @default none */
  readonly onSelect?: ((messageId: string) => void) | undefined;
}

/**
 * All versions of a chat as a tree: the questions that were edited, the answers that were made anew, and what followed each. One
 * is shown by a press, or by Enter; not while an answer is on its way. Renders a `<div>`.
 */
export function VersionTree({
  chat,
  onSelect,
  labels,
  className,
  ...rest
}: VersionTreeProps): React.JSX.Element {
  const texts = useConversationLabels(labels);
  const part = useLazyPart(items, true);
  return (
    <div {...rest} className={withClass('rv-version-view', className)}>
      {part && <part.VersionItems chat={chat} texts={texts} onSelect={onSelect} />}
    </div>
  );
}
