import type { ChatListView } from '../../chat/react/use-chat-list.ts';
import type { ListedChat } from '../../chat/storage/listed-chat.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import type { MenuItem } from './popup-menu.tsx';

/** Something of the host's that the menu of a chat offers. */
export interface ChatAction {
  /** What it is called. */
  readonly label: string;
  /** Does it. */
  readonly onSelect: () => void;
}

/** What a host adds to the menu of a chat. */
export type ChatActionsOf = (chat: ListedChat) => readonly ChatAction[];

/** What the menu of a chat is made of. */
export interface ChatMenuHost {
  readonly chat: ListedChat;
  readonly list: ChatListView;
  readonly texts: ChatLabels;
  /** Absent where chats cannot be renamed. */
  readonly rename: ((chat: ListedChat) => void) | undefined;
  readonly remove: (chat: ListedChat) => void;
  /** What the host adds. */
  readonly more: ChatActionsOf | undefined;
}

/** What can be done with a chat of a list. */
export function chatMenu({ chat, list, texts, rename, remove, more }: ChatMenuHost): MenuItem[] {
  const { id, isPinned = false } = chat;
  const pin: MenuItem = {
    label: isPinned ? texts.unpin : texts.pin,
    icon: 'pin',
    onSelect: () => list.pin(id, !isPinned),
  };
  return [
    ...(rename
      ? [{ label: texts.rename, icon: 'rename' as const, onSelect: () => rename(chat) }]
      : []),
    ...(list.canPin ? [pin] : []),
    ...(more?.(chat) ?? []),
    { label: texts.deleteChat, icon: 'delete', isDanger: true, onSelect: () => remove(chat) },
  ];
}
