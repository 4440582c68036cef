'use client';
import type * as React from 'react';
import type { ChatStatus } from '../../chat/state/chat-state.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import { LabelsContext } from '../../view/labels-context.ts';
import { StreamAnnouncer, type StreamAnnouncerProps } from '../announcer/stream-announcer.tsx';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { FindSlot, type FindSlotProps } from '../find/find-slot.tsx';
import type { ReadingOptions } from '../reading/reading-options.ts';
import { ReadingSlot } from '../reading/reading-slot.tsx';
import { splitProps } from '../shared/split-props.ts';
import { withClass } from '../shared/with-class.ts';
import { useRows } from './use-rows.ts';
import { useFollowing } from './use-following.ts';
import { MessageLog } from './message-log.tsx';
import { MessageSlotsProvider } from './message-slots.tsx';
import { slotNames } from './message-props.ts';
import type { MessageSlots } from './message-props.ts';
import type { MemoryStart } from './memory-start.ts';
import { rowOptions } from './message-row.tsx';
import type { MessageRowOptions } from './message-row.tsx';
import { MessageRows } from './message-rows.tsx';
import { PendingMessages } from './pending-messages.tsx';
import type { PendingMessagesProps } from './pending-messages.tsx';

/** Props of {@link MessageList}; the rest goes to its outer `<div>`. */
export interface MessageListProps<Types extends ChatTypes = ChatTypes>
  extends
    Omit<React.ComponentPropsWithoutRef<'div'>, 'children'>,
    LabelledProps,
    PendingMessagesProps,
    MessageSlots<Types>,
    ReadingOptions,
    MessageRowOptions<Types> {
  /** The messages to show, the oldest first. */
  readonly messages: readonly ChatMessage<Types>[];
  /** What the chat is doing (`chat.status`). @default 'ready' */
  readonly status?: ChatStatus | undefined;
  /**
   * Where the view stands while an answer grows. `'end'`: at its end. `'auto'`: at its end until the question is at the top, where
   * the reader begins to read. `'question'`: the question goes to the top at once. Readers who scroll away are never moved.
   * @default 'auto'
   */
  readonly anchor?: 'auto' | 'question' | 'end' | undefined;
  /**
   * Whether Ctrl+F, or ⌘F, opens a field that finds words in the conversation while the focus is in it; pressed again it is the
   * browser's. `openFind` opens it too. @default true
   */
  readonly find?: boolean | undefined;
  /**
   * How much is said to screen readers of what comes. `'full'`: the answer, sentence by sentence, while the focus is in the message
   * field or nowhere; what happens while it is elsewhere in the chat; that the answer is there while it is outside. `'brief'`: never the
   * answer itself. `'off'`: nothing. Errors, and calls that wait for a yes, are always said. @default 'full'
   */
  readonly announce?: 'full' | 'brief' | 'off' | undefined;
  /** What is shown while there are no messages. @default none */
  readonly emptyState?: React.ReactNode | undefined;
}

/** The messages of a chat. Stays at the end while an answer grows, until the reader scrolls up. Renders a `<div role="log">`. */
export function MessageList<Types extends ChatTypes = ChatTypes>(
  props: MessageListProps<Types>,
): React.JSX.Element;
export function MessageList({
  messages,
  status = 'ready',
  anchor = 'auto',
  find = true,
  announce,
  emptyState,
  onQuote,
  labels,
  className,
  ...props
}: MessageListProps): React.JSX.Element {
  const [pending, others] = splitProps(props, ['queue', 'outbox', 'onUnqueue', 'onResend']);
  const [options, slotted] = splitProps(others, rowOptions);
  const [slots, rest] = splitProps(slotted, slotNames);
  const { queue = [], outbox = [] } = pending;
  const { stick, ...rows } = useRows(messages);
  const isBusy = status !== 'ready' && status !== 'error';
  useFollowing(stick, { messages, isBusy, anchor, waiting: (queue.at(-1) ?? outbox.at(-1))?.id });
  const isEmpty = messages.length + queue.length + outbox.length === 0;
  return (
    <LabelsContext.Provider value={useLabels(labels)}>
      <div
        {...rest}
        className={withClass('rv-list', className)}
        data-following={stick.isFollowing}
        data-empty={isEmpty && !isBusy}
      >
        <MessageSlotsProvider slots={slots}>
          <ListTools {...{ find, messages, stick, onQuote }} rows={rows.rows} />
          <MessageLog {...{ stick, isBusy, isEmpty }} rows={rows.rows} head={isEmpty && emptyState}>
            <MessageRows {...options} {...rows} hold={stick.hold} isBusy={isBusy} />
            <PendingMessages {...pending} />
          </MessageLog>
        </MessageSlotsProvider>
        <Announcer {...{ messages, announce, isBusy, queue }} {...options} memory={rows.memory} />
      </div>
    </LabelsContext.Provider>
  );
}

/** What stands over a list for who reads it; each loads when it is wanted. */
function ListTools({
  find,
  onQuote,
  messages,
  stick,
  rows,
}: FindSlotProps & Pick<MessageListProps, 'find' | 'onQuote'>): React.JSX.Element {
  return (
    <>
      {find && <FindSlot {...{ messages, stick, rows }} />}
      <ReadingSlot {...{ messages, onQuote }} viewportRef={stick.viewportRef} />
    </>
  );
}

/** Speaks of what is newest in a list. */
function Announcer({
  queue,
  memory,
  messages,
  announce,
  isBusy,
  markdown,
}: Pick<StreamAnnouncerProps, 'messages' | 'announce' | 'isBusy' | 'markdown'> & {
  readonly queue: readonly unknown[];
  readonly memory: MemoryStart | undefined;
}): React.JSX.Element {
  const droppedTurns = memory?.droppedTurns;
  return (
    <StreamAnnouncer
      {...{ messages, announce, isBusy, markdown, droppedTurns }}
      queued={queue.length}
    />
  );
}
