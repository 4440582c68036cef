import type * as React from 'react';
import { Fragment, memo, useCallback } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import { authors } from './authors.ts';
import { guessHeight } from './guess-height.ts';
import type { MemoryStart } from './memory-start.ts';
import { Item, Row } from './message-row.tsx';

/** Props of {@link MessageGroupRows}. */
interface GroupProps {
  readonly messages: readonly ChatMessage[];
  readonly memory: MemoryStart | undefined;
  /** The first message that is formatted from the beginning. */
  readonly nearFrom: number;
  /** Whether the browser need not lay it out while it is out of sight. */
  readonly isSkipped: boolean;
}

/** Neighbours of a list, rendered anew only when one of them changes. Renders a `<div>` of list items. */
export const MessageGroupRows: React.NamedExoticComponent<GroupProps> = memo(function Group({
  messages,
  memory,
  nearFrom: from,
  isSkipped,
}: GroupProps) {
  const labels = useLabels();
  // Written to the element: what a server renders has no `style` attributes, which strict policies forbid.
  const guess = useCallback(
    (element: HTMLElement | null) => {
      const size = isSkipped && `auto ${guessHeight(messages)}px`;
      if (size) element?.style.setProperty('contain-intrinsic-block-size', size);
    },
    [isSkipped, messages],
  );
  return (
    <div ref={guess} className="rv-group" data-skipped={isSkipped || undefined}>
      {messages.map((message, index) => (
        <Fragment key={message.id}>
          {message.id === memory?.messageId && (
            <Item className="rv-memory-start" data-chrome="">
              {labels.droppedTurns(memory.droppedTurns)}
            </Item>
          )}
          <Row
            message={message}
            startsNear={index >= from}
            author={labels[authors[message.role]]}
          />
        </Fragment>
      ))}
    </div>
  );
});
