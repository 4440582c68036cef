import type * as React from 'react';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import { asksToFind, openFind } from './find/open-find.ts';
import { editLastQuestion } from './messages/edit-event.ts';

/** Escape stops the answer, and a character goes to the message field, wherever in the chat the focus is. */
export function pressKey(
  { isStreaming, abort }: StreamingChat,
  onKeyDown: React.KeyboardEventHandler<HTMLElement> | undefined,
): React.KeyboardEventHandler<HTMLElement> {
  return (event) => {
    onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && isStreaming) void abort();
    if (asksToFind(event) && openFind(event.currentTarget)) event.preventDefault();
    if (isUpInEmptyField(event) && editLastQuestion(event.currentTarget)) event.preventDefault();
    if (!isTyping(event)) return;
    event.currentTarget.querySelector<HTMLElement>('.rv-composer textarea')?.focus();
  };
}

/** Whether ArrowUp was pressed in the message field while nothing is written there. */
function isUpInEmptyField(event: React.KeyboardEvent): boolean {
  const { key, target } = event;
  if (key !== 'ArrowUp' || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey)
    return false;
  return (
    target instanceof HTMLTextAreaElement &&
    !target.value &&
    target.closest('.rv-composer') !== null
  );
}

/**
 * Whether a key is meant for the message field although the focus is elsewhere: the field then has the focus before the
 * character arrives. Space scrolls and presses buttons, so it stays where it is.
 */
function isTyping({ key, ctrlKey, metaKey, altKey, target }: React.KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || !/^\S$/u.test(key)) return false;
  const isField = 'input, textarea, select, [contenteditable], [role="textbox"]';
  return target instanceof Element && !target.closest(isField);
}
