'use client';
import type * as React from 'react';
import { useRef } from 'react';
import type { ListedChat } from '../../chat/storage/listed-chat.ts';

/** What the keys of a list of chats do. */
export interface ListKeyActs {
  readonly chats: readonly ListedChat[];
  /** The place of the chat that has the focus; -1 where none has. */
  readonly at: number;
  /** How many chats are seen at once. */
  readonly page: number;
  readonly nameOf: (chat: ListedChat) => string;
  readonly focus: (index: number) => void;
  readonly rename: ((chat: ListedChat) => void) | undefined;
  readonly remove: (chat: ListedChat) => void;
  /** Takes the last deletion back. */
  readonly undo: () => void;
}

const letterMs = 700;

/** The keys of a list of chats: arrows, Home, End and pages go from chat to chat, sideways to its menu, letters to a title. */
export function useListKeys(acts: ListKeyActs): React.KeyboardEventHandler<HTMLElement> {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    if (event.defaultPrevented || event.altKey) return;
    const chat = acts.chats[acts.at];
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand) {
      if (event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      return acts.undo();
    }
    const next = nextPlace(event.key, acts);
    if (next !== undefined) {
      event.preventDefault();
      return acts.focus(next);
    }
    if (moveSideways(event)) return event.preventDefault();
    if (chat && event.key === 'F2' && acts.rename) return acts.rename(chat);
    if (chat && event.key === 'Delete') return acts.remove(chat);
    if (/^\S$/u.test(event.key)) typeAhead(event.key, event.timeStamp, acts, typed.current);
  };
}

function nextPlace(key: string, { chats, at, page }: ListKeyActs): number | undefined {
  const last = chats.length - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'PageDown':
      return Math.min(at + page, last);
    case 'PageUp':
      return Math.max(at - page, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Between a chat and the buttons of its row; in right-to-left text they are at the left. */
function moveSideways({ key, target, currentTarget }: React.KeyboardEvent<HTMLElement>): boolean {
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return false;
  const row = (target as Element).closest('[role="row"]');
  const isForth = (key === 'ArrowRight') !== currentTarget.matches(':dir(rtl)');
  const buttons = [...(row?.querySelectorAll<HTMLElement>('button') ?? [])].filter(
    (button) => button.getClientRects().length > 0,
  );
  const at = buttons.findIndex((button) => button === target);
  buttons[Math.max(0, at + (isForth ? 1 : -1))]?.focus();
  return true;
}

function typeAhead(
  letter: string,
  now: number,
  { chats, at, nameOf, focus }: ListKeyActs,
  typed: { text: string; at: number },
): void {
  typed.text = (now - typed.at < letterMs ? typed.text : '') + letter.toLocaleLowerCase();
  typed.at = now;
  // One letter goes on to the next title; more of them stay where they fit.
  const start = typed.text.length === 1 ? at + 1 : Math.max(at, 0);
  const found = chats.findIndex((_, offset) => {
    const chat = chats[(start + offset) % chats.length];
    return chat && nameOf(chat).toLocaleLowerCase().startsWith(typed.text);
  });
  if (found >= 0) focus((start + found) % chats.length);
}
