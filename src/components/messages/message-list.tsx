'use client';
import type * as React from 'react';
import { Fragment, useEffect } from 'react';
import type { ChatStatus } from '../../chat/state/chat-state.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { Icon } from '../shared/icon.tsx';
import { memoryStart } from './memory-start.ts';
import { Message } from './message.tsx';
import type { MessageProps } from './message.tsx';
import { TypingIndicator } from './message-parts.tsx';
import { PendingMessages } from './pending-messages.tsx';
import type { PendingMessagesProps } from './pending-messages.tsx';
import { StreamAnnouncer } from '../announcer/stream-announcer.tsx';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import { LabelsContext } from '../../view/labels-context.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { useStickToBottom } from './use-stick-to-bottom.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link MessageList}; the rest goes to its outer `<div>`. */
export interface MessageListProps
  extends
    Omit<React.ComponentPropsWithoutRef<'div'>, 'children'>,
    LabelledProps,
    PendingMessagesProps,
    Pick<
      MessageProps,
      'markdown' | 'onRegenerate' | 'onEdit' | 'onContinue' | 'onApproveTool' | 'onSwitch'
    > {
  /** The messages to show, the oldest first. */
  readonly messages: readonly ChatMessage[];
  /** What the chat is doing (`chat.status`). @default 'ready' */
  readonly status?: ChatStatus | undefined;
  /** Renders a message in place of `<Message>`. @default a `<Message>` */
  readonly renderMessage?:
    | ((message: ChatMessage, isStreaming: boolean) => React.ReactNode)
    | undefined;
  /** What is shown while there are no messages. @default none */
  readonly emptyState?: React.ReactNode | undefined;
}

/** The messages of a chat. Stays at the end while an answer grows, until the reader scrolls up. Renders a `<div role="log">`. */
export function MessageList({
  messages,
  status = 'ready',
  markdown,
  onRegenerate,
  onEdit,
  onContinue,
  onApproveTool,
  onSwitch,
  renderMessage,
  emptyState,
  queue = [],
  outbox = [],
  onUnqueue,
  onResend,
  labels,
  className,
  ...rest
}: MessageListProps): React.JSX.Element {
  const texts = useLabels(labels);
  const { viewportRef, contentRef, isFollowing, follow } = useStickToBottom();
  // The keyboard must reach what scrolls; what does not may still be given the focus.
  useScrollStop(viewportRef, contentRef, -1);
  const isBusy = status !== 'ready' && status !== 'error';
  const last = messages.at(-1);
  const isPending = isBusy && last?.role !== 'assistant';

  const memory = memoryStart(messages);
  const isEmpty = messages.length + queue.length + outbox.length === 0;

  // Who sends wants to see the answer, wherever they had scrolled to.
  const sent = queue.at(-1) ?? outbox.at(-1) ?? messages.findLast(({ role }) => role === 'user');
  const question = sent?.id;
  useEffect(() => {
    if (question) follow();
  }, [follow, question]);

  const jump = () => {
    viewportRef.current?.focus({ preventScroll: true });
    follow('smooth');
  };
  return (
    <LabelsContext.Provider value={texts}>
      <div
        {...rest}
        className={withClass('rv-list', className)}
        data-following={isFollowing}
        data-empty={isEmpty && !isPending}
      >
        {/* The live region below speaks for the log, in sentences; the log itself would speak every token. */}
        <div
          ref={viewportRef}
          className="rv-viewport"
          role="log"
          aria-label={texts.messages}
          aria-live="off"
          aria-busy={isBusy}
        >
          {isEmpty && emptyState}
          <ol ref={contentRef} className="rv-messages">
            {messages.map((message) => {
              const isStreaming =
                isBusy && message === last && !message.end && message.role === 'assistant';
              return (
                <Fragment key={message.id}>
                  {message.id === memory?.messageId && (
                    <li className="rv-memory-start" data-chrome="">
                      {texts.droppedTurns(memory.droppedTurns)}
                    </li>
                  )}
                  <li>
                    {renderMessage?.(message, isStreaming) ?? (
                      <Message
                        message={message}
                        isStreaming={isStreaming}
                        markdown={markdown}
                        onRegenerate={message === last ? onRegenerate : undefined}
                        onEdit={onEdit}
                        onContinue={message === last ? onContinue : undefined}
                        onApproveTool={message === last ? onApproveTool : undefined}
                        onSwitch={isBusy ? undefined : onSwitch}
                      />
                    )}
                  </li>
                </Fragment>
              );
            })}
            {isPending && (
              <li>
                <TypingIndicator />
              </li>
            )}
            <PendingMessages
              queue={queue}
              outbox={outbox}
              onUnqueue={onUnqueue}
              onResend={onResend}
            />
          </ol>
        </div>
        {!isFollowing && (
          <button type="button" className="rv-jump" aria-label={texts.jumpToLatest} onClick={jump}>
            <Icon shape="down" />
          </button>
        )}
        <StreamAnnouncer
          message={last}
          isBusy={isBusy}
          queued={queue.length}
          droppedTurns={memory?.droppedTurns}
          markdown={markdown}
        />
      </div>
    </LabelsContext.Provider>
  );
}
