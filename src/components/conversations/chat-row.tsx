import type * as React from 'react';
import { memo, useEffect, useRef } from 'react';
import type { ListedChat } from '../../chat/storage/listed-chat.ts';
import type { ChatSnippet } from '../../chat/storage/chat-storage.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { ListIcon, type ListIconShape } from './list-icon.tsx';

/** What is done with the rows of a list; the functions stay the same. */
export interface RowActs {
  readonly open: (chat: ListedChat) => void;
  /** Opens the menu of a chat: at its button, or where the pointer is. */
  readonly openMenu: (
    chat: ListedChat,
    at: DOMRect | { readonly x: number; readonly y: number },
  ) => void;
  /** Begins to change a title; absent where chats cannot be renamed. */
  readonly rename: ((chat: ListedChat) => void) | undefined;
  readonly remove: (chat: ListedChat) => void;
  /** Takes another title; undefined leaves it as it is. */
  readonly takeTitle: (chat: ListedChat, title: string | undefined, hadFocus: boolean) => void;
}

/** Props of {@link ChatRow}. */
export interface ChatRowProps {
  readonly chat: ListedChat;
  readonly snippet: ChatSnippet | undefined;
  /** Its place among the chats, from 0. */
  readonly index: number;
  /** Where it begins in the list, in pixels. */
  readonly top: number;
  readonly isActive: boolean;
  /** Whether Tab reaches it: one row of a list is such a stop. */
  readonly isStop: boolean;
  readonly isRenamed: boolean;
  readonly acts: RowActs;
  readonly texts: ChatLabels;
}

/** The name under which a chat is listed. */
export function nameOf({ title, firstWords }: ListedChat, { newChat }: ChatLabels): string {
  return title || firstWords || newChat;
}

/** A chat in a list: its title, its marks and its menu. Renders a `<div role="row">`. */
export const ChatRow: React.NamedExoticComponent<ChatRowProps> = memo(function ChatRow(
  props: ChatRowProps,
) {
  const { chat, snippet, index, top, isActive, isRenamed, acts } = props;
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table would not be a list
      role="row"
      className="rv-chat-row"
      aria-rowindex={index + 1}
      aria-busy={chat.isRunning || undefined}
      data-row={snippet ? 'found' : 'chat'}
      data-chat-id={chat.id}
      data-active={isActive || undefined}
      style={{ insetBlockStart: top }}
      onContextMenu={(event) => {
        if (isRenamed) return;
        event.preventDefault();
        acts.openMenu(chat, { x: event.clientX, y: event.clientY });
      }}
    >
      {isRenamed ? <TitleField {...props} /> : <RowCells {...props} />}
    </div>
  );
});

function RowCells(props: ChatRowProps): React.JSX.Element {
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the row */}
      <div role="gridcell" className="rv-chat-cell">
        <OpenButton {...props} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the row */}
      <div role="gridcell" className="rv-chat-more">
        <RowButtons {...props} />
      </div>
    </>
  );
}

function OpenButton({
  chat,
  snippet,
  isActive,
  isStop,
  acts,
  texts,
}: ChatRowProps): React.JSX.Element {
  const name = nameOf(chat, texts);
  return (
    <button
      type="button"
      className="rv-chat-open"
      tabIndex={isStop ? 0 : -1}
      aria-current={isActive || undefined}
      onClick={() => acts.open(chat)}
    >
      <span className="rv-chat-line">
        {chat.isPinned && <ListIcon shape="pin" />}
        <span className="rv-chat-title" title={name}>
          <bdi>{name}</bdi>
        </span>
        <ChatMark chat={chat} texts={texts} />
      </span>
      {snippet && (
        <span className="rv-chat-snippet" dir="auto">
          {snippet.before}
          <mark>{snippet.match}</mark>
          {snippet.after}
        </span>
      )}
    </button>
  );
}

/** What is done most often is one press away; a finger has the menu alone, which has it all. */
function RowButtons({ chat, acts, texts }: ChatRowProps): React.JSX.Element {
  const { rename, remove, openMenu } = acts;
  return (
    <>
      {rename && (
        <RowButton icon="rename" label={texts.rename} isQuick onPress={() => rename(chat)} />
      )}
      <RowButton icon="delete" label={texts.deleteChat} isQuick onPress={() => remove(chat)} />
      <RowButton
        icon="more"
        label={texts.chatActions(nameOf(chat, texts))}
        onPress={(button) => openMenu(chat, button.getBoundingClientRect())}
      />
    </>
  );
}

interface RowButtonProps {
  readonly icon: ListIconShape;
  readonly label: string;
  readonly isQuick?: boolean;
  readonly onPress: (button: HTMLElement) => void;
}

function RowButton({ icon, label, isQuick, onPress }: RowButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-action"
      tabIndex={-1}
      aria-haspopup={isQuick ? undefined : 'menu'}
      aria-label={label}
      title={label}
      data-quick={isQuick}
      onClick={(event) => onPress(event.currentTarget)}
    >
      <ListIcon shape={icon} />
    </button>
  );
}

function ChatMark({
  chat: { isRunning, isUnread },
  texts,
}: Pick<ChatRowProps, 'chat' | 'texts'>): React.ReactNode {
  if (!isRunning && !isUnread) return null;
  const words = isRunning ? texts.chatRunning : texts.chatUnread;
  return (
    <span className="rv-chat-mark" data-mark={isRunning ? 'running' : 'unread'} title={words}>
      <span className="rv-visually-hidden">{words}</span>
    </span>
  );
}

function TitleField({ chat, acts, texts }: ChatRowProps): React.JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => field.current?.select(), []);
  const end = (title: string | undefined, hadFocus: boolean) => {
    // Enter takes the field away, which then loses the focus.
    if (isOver.current) return;
    isOver.current = true;
    acts.takeTitle(chat, title, hadFocus);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the row
    <div role="gridcell" className="rv-chat-cell">
      <input
        ref={field}
        className="rv-chat-field"
        aria-label={texts.chatTitle}
        defaultValue={nameOf(chat, texts)}
        dir="auto"
        maxLength={200}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- its user has just asked for it
        autoFocus
        onBlur={(event) => end(event.target.value, false)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'Enter') end(event.currentTarget.value, true);
          if (event.key === 'Escape') end(undefined, true);
        }}
      />
    </div>
  );
}
