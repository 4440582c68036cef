'use client';
import type * as React from 'react';
import { useRef, useState } from 'react';
import type { ChatListView } from '../../chat/react/use-chat-list.ts';
import type { ListedChat } from '../../chat/storage/listed-chat.ts';
import { LabelsContext } from '../../view/labels-context.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { useConversationLabels } from '../labels/use-conversation-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';
import type { ChatAction } from './chat-menu.ts';
import { ListIcon } from './list-icon.tsx';
import { attributeIs } from '../../view/attribute-is.ts';

const listBody = new LazyPart(() => import('./chat-list-body.tsx'));

/** Props of {@link ChatList}; the rest goes to its outer `<div>`. */
export interface ChatListProps
  extends Omit<React.ComponentPropsWithoutRef<'div'>, 'children'>, LabelledProps {
  /** What `useChatList` gives. */
  readonly list: ChatListView;
  /** Is told of each chat that is opened, a new one among them. @default none */
  readonly onOpen?: ((chatId: string) => void) | undefined;
  /** What the menu of a chat offers beside renaming, pinning and deleting. @default nothing */
  readonly chatActions?: ((chat: ListedChat) => readonly ChatAction[]) | undefined;
}

/**
 * The chats of a user, by the day of their last change: to open, rename, pin, search, and delete with a way back. Of thousands
 * it renders those that are seen. Fills its parent. Renders a `<div>`.
 */
export function ChatList({
  list,
  onOpen,
  chatActions,
  labels,
  className,
  ...rest
}: ChatListProps): React.JSX.Element {
  const texts = useConversationLabels(labels);
  const root = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const body = useLazyPart(listBody, true);
  const open = (chatId: string) => {
    list.open(chatId);
    onOpen?.(chatId);
  };
  const undo = (chatId: string) => {
    list.undo(chatId);
    // The pressed button is gone: the focus goes to what came back, once it is there.
    requestAnimationFrame(() => focusChat(root.current, chatId));
  };
  return (
    <LabelsContext.Provider value={texts}>
      <div {...rest} ref={root} className={withClass('rv-chats', className)}>
        <ListHead
          typed={typed}
          texts={texts}
          onType={setTyped}
          onNew={() => {
            const chatId = list.create();
            onOpen?.(chatId);
          }}
          onLeave={() => root.current?.querySelector<HTMLElement>('.rv-chat-open')?.focus()}
        />
        {body && <body.ChatListBody {...{ list, typed, texts, chatActions, open, undo }} />}
      </div>
    </LabelsContext.Provider>
  );
}

function focusChat(root: HTMLElement | null, chatId: string): void {
  const row = root?.querySelector(`${attributeIs('data-chat-id', chatId)} .rv-chat-open`);
  const place = row ?? root?.querySelector('.rv-chat-open[tabindex="0"]');
  if (place instanceof HTMLElement) place.focus();
}

interface ListHeadProps {
  readonly typed: string;
  readonly texts: ChatLabels;
  readonly onType: (text: string) => void;
  readonly onNew: () => void;
  /** ArrowDown in the field. */
  readonly onLeave: () => void;
}

function ListHead({ typed, texts, onType, onNew, onLeave }: ListHeadProps): React.JSX.Element {
  return (
    <div className="rv-chats-head">
      <button type="button" className="rv-chats-new" onClick={onNew}>
        <ListIcon shape="new" />
        {texts.newChat}
      </button>
      <div className="rv-chats-search">
        <ListIcon shape="search" />
        <input
          type="search"
          aria-label={texts.searchChats}
          placeholder={texts.searchChats}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape' && typed !== '') {
              event.preventDefault();
              event.stopPropagation();
              onType('');
            }
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            onLeave();
          }}
        />
      </div>
    </div>
  );
}
