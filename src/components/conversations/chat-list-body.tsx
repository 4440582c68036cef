'use client';
import type * as React from 'react';
import { useDeferredValue, useMemo } from 'react';
import type { ChatListView } from '../../chat/react/use-chat-list.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { ChatGrid } from './chat-grid.tsx';
import { foundRows, groupedRows, type ListRow } from './chat-rows.ts';
import { UndoNotice } from './undo-notice.tsx';
import { useChatSearch, type ChatSearch } from './use-chat-search.ts';
import { useDay } from './use-day.ts';
import type { ChatGridProps } from './use-grid.ts';

/** Props of {@link ChatListBody}. */
export interface ChatListBodyProps extends Omit<ChatGridProps, 'rows'> {
  /** What is searched for. */
  readonly typed: string;
}

/** The chats of a list, what there is to say of all of them, and the way back from a deletion; loads with the first list. */
export function ChatListBody({ typed, ...grid }: ChatListBodyProps): React.JSX.Element {
  const { list, texts, undo } = grid;
  const search = useChatSearch(list, useDeferredValue(typed));
  const rows = useRows(list, search, texts);
  return (
    <>
      <ListState list={list} search={search} typed={typed} texts={texts} />
      <ChatGrid {...grid} rows={rows} />
      <UndoNotice list={list} texts={texts} onUndo={undo} />
    </>
  );
}

function useRows(
  { chats }: ChatListView,
  { found }: ChatSearch,
  texts: ChatLabels,
): readonly ListRow[] {
  const day = useDay();
  return useMemo(
    () => (found ? foundRows(found) : groupedRows(chats, day, texts)),
    [chats, found, day, texts],
  );
}

interface ListStateProps {
  readonly list: ChatListView;
  readonly search: ChatSearch;
  readonly typed: string;
  readonly texts: ChatLabels;
}

/** What there is to say of the whole list: that it is empty, what was found, what went wrong. Renders `<p>`s. */
function ListState({
  list,
  search: { found, isSearching },
  typed,
  texts,
}: ListStateProps): React.JSX.Element {
  const isThrough = found !== undefined && !isSearching;
  const isEmpty = list.status === 'ready' && list.chats.length === 0;
  return (
    <>
      {list.error && (
        <p className="rv-chats-note" role="alert" data-status="error">
          {texts.error(list.error)}{' '}
          <button type="button" className="rv-button" onClick={list.reload}>
            {texts.retry}
          </button>
        </p>
      )}
      <output className="rv-visually-hidden">{isThrough && texts.chatsFound(found.length)}</output>
      {isThrough && found.length === 0 && (
        <p className="rv-chats-note">{texts.noChatFound(typed.trim())}</p>
      )}
      {isEmpty && !found && <p className="rv-chats-note">{texts.noChats}</p>}
    </>
  );
}
