import type * as React from 'react';
import type { ChatListView } from '../../chat/react/use-chat-list.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { nameOf } from './chat-row.tsx';

/** Props of {@link UndoNotice}. */
export interface UndoNoticeProps {
  readonly list: Pick<ChatListView, 'removed' | 'holdUndo'>;
  readonly texts: ChatLabels;
  readonly onUndo: (chatId: string) => void;
}

/**
 * Says that a chat was deleted, as long as it can be had back; time stands still while the pointer or the focus is there.
 * Renders a `<div>`.
 */
export function UndoNotice({ list, texts, onUndo }: UndoNoticeProps): React.JSX.Element {
  const last = list.removed.at(-1)?.chat;
  const hold = (isHeld: boolean) => () => list.holdUndo(isHeld);
  return (
    <div
      className={last ? 'rv-undo' : 'rv-visually-hidden'}
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      {/* Always there: screen readers speak of what changes in a region, not of a region that appears. */}
      <output className="rv-undo-text">{last && texts.chatDeleted(nameOf(last, texts))}</output>
      {last && (
        <button type="button" className="rv-button" onClick={() => onUndo(last.id)}>
          {texts.undo}
        </button>
      )}
    </div>
  );
}
