'use client';
import type * as React from 'react';
import { useMemo, useState } from 'react';
import type { StreamingChat } from '../../chat/react/use-streaming-chat.ts';
import { messageText } from '../../protocol/message-text.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { versionsOf, type Version } from './version-tree.ts';

/** Props of {@link VersionItems}. */
export interface VersionItemsProps {
  readonly chat: StreamingChat;
  readonly texts: ChatLabels;
  readonly onSelect: ((messageId: string) => void) | undefined;
}

/** The versions of a chat as a tree: arrows go from one to the next, Enter shows it. */
export function VersionItems({ chat, texts, onSelect }: VersionItemsProps): React.JSX.Element {
  const { chat: store, messages } = chat;
  // The messages say when there is something new; the store knows the hidden ones.
  const versions = useMemo(() => versionsOf({ ...store.getStored(), messages }), [store, messages]);
  const [seen, setSeen] = useState<string>();
  const stop =
    versions.find(({ id }) => id === seen) ?? versions.findLast(({ isShown }) => isShown);
  if (versions.length === 0) return <p className="rv-chats-note">{texts.noVersions}</p>;
  const show = ({ path, id }: Version) => {
    for (const step of path) if (!store.getMessage(step)) chat.switchTo(step);
    onSelect?.(id);
  };
  return (
    <div role="tree" className="rv-versions-tree" aria-label={texts.allVersions}>
      {versions.map((version) => (
        <VersionItem
          key={version.path.join('/')}
          version={version}
          texts={texts}
          isStop={version === stop}
          onSeen={() => setSeen(version.id)}
          onShow={() => show(version)}
          isDisabled={chat.isStreaming}
        />
      ))}
    </div>
  );
}

interface VersionItemProps {
  readonly version: Version;
  readonly texts: ChatLabels;
  readonly isStop: boolean;
  readonly isDisabled: boolean;
  readonly onSeen: () => void;
  readonly onShow: () => void;
}

function VersionItem(props: VersionItemProps): React.JSX.Element {
  const { version, texts, isStop, isDisabled, onSeen, onShow } = props;
  const { message, isShown, level, place, count } = version;
  const author = message.role === 'user' ? texts.you : texts.assistant;
  const words = messageText(message).replaceAll(/\s+/g, ' ').trim().slice(0, 120);
  return (
    <div
      role="treeitem"
      tabIndex={isStop ? 0 : -1}
      className="rv-version-item"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={count}
      aria-selected={isShown}
      aria-disabled={isDisabled || undefined}
      style={{ paddingInlineStart: `${level}rem` }}
      onFocus={onSeen}
      onClick={isDisabled ? undefined : onShow}
      onKeyDown={(event) => pressKey(event, isDisabled ? undefined : onShow)}
    >
      <span className="rv-version-author">
        {author} {place}/{count}
      </span>
      <bdi className="rv-chat-title">{words || '…'}</bdi>
      {isShown && <span className="rv-version-shown">{texts.versionShown}</span>}
    </div>
  );
}

function pressKey(event: React.KeyboardEvent<HTMLElement>, show: (() => void) | undefined): void {
  const { key, currentTarget } = event;
  const items = [
    ...(currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? []),
  ];
  const at = items.indexOf(currentTarget);
  const next = nextItem(key, at, items);
  if (key === 'Enter' || key === ' ') show?.();
  else if (!next) return;
  event.preventDefault();
  next?.focus();
}

function nextItem(key: string, at: number, items: HTMLElement[]): HTMLElement | undefined {
  const level = levelOf(items[at]);
  switch (key) {
    case 'ArrowDown':
      return items[at + 1];
    case 'ArrowUp':
      return items[at - 1];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    case 'ArrowLeft':
      return items.slice(0, at).findLast((item) => levelOf(item) < level);
    case 'ArrowRight':
      return levelOf(items[at + 1]) > level ? items[at + 1] : undefined;
    default:
      return undefined;
  }
}

function levelOf(item: HTMLElement | undefined): number {
  return Number(item?.getAttribute('aria-level'));
}
