'use client';
import { useEffect, useState } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useInPage } from '../../view/use-in-page.ts';
import { FarRows } from './far-rows.ts';
import { countSeen } from './guess-height.ts';
import { ListedMessages, type Listed } from './listed-messages.ts';
import { useShownGroups } from './use-shown-groups.ts';
import { useStickToBottom, type StuckToBottom } from './use-stick-to-bottom.ts';

/** In a list that is not longer all are formatted from the beginning. */
const veryShort = 20;

/** So many at the end are formatted by a server, which knows of no window. */
const onServer = 60;

/** What {@link useRows} gives. */
export interface ListRows extends Listed {
  /** How the list stays where it is. */
  readonly stick: StuckToBottom;
  /** What formats the rows that come near. */
  readonly rows: FarRows;
  /** How many messages at the end are formatted from the beginning. */
  readonly seen: number;
  readonly last: ChatMessage | undefined;
}

/** What a list shows of its messages, and how it stays where it is while they change. */
export function useRows(messages: readonly ChatMessage[]): ListRows {
  const [rows] = useState(() => new FarRows());
  const [listed] = useState(() => new ListedMessages());
  const stick = useStickToBottom(rows.lookSoon);
  const { viewportRef, contentRef, hold } = stick;
  useEffect(() => {
    const [viewport, content] = [viewportRef.current, contentRef.current];
    return viewport && content ? rows.connect({ viewport, content, hold }) : undefined;
  }, [rows, viewportRef, contentRef, hold]);
  const { groups, memory } = listed.of(messages);
  const isInPage = useInPage();
  const shown = useShownGroups(groups, !isInPage);
  const seen = isInPage ? seenAtFirst(messages) : onServer;
  return { stick, rows, memory, seen, groups: shown, last: messages.at(-1) };
}

function seenAtFirst(messages: readonly ChatMessage[]): number {
  return messages.length <= veryShort ? veryShort : countSeen(messages, window.innerHeight);
}
