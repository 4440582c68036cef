'use client';
import type * as React from 'react';
import { useEffect } from 'react';
import type { ChatStatus } from '../../chat/state/chat-state.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { LabelsContext } from '../../view/labels-context.ts';
import { StreamAnnouncer } from '../announcer/stream-announcer.tsx';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { splitProps } from '../shared/split-props.ts';
import { withClass } from '../shared/with-class.ts';
import { memoryStart } from './memory-start.ts';
import { MessageRows, rowOptions } from './message-rows.tsx';
import type { MessageRowOptions } from './message-rows.tsx';
import { PendingMessages } from './pending-messages.tsx';
import type { PendingMessagesProps } from './pending-messages.tsx';
import { useStickToBottom } from './use-stick-to-bottom.ts';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import { Icon } from '../shared/icon.tsx';
import type { StuckToBottom } from './use-stick-to-bottom.ts';

/** Props of {@link MessageList}; the rest goes to its outer `<div>`. */
export interface MessageListProps
  extends
    Omit<React.ComponentPropsWithoutRef<'div'>, 'children'>,
    LabelledProps,
    PendingMessagesProps,
    MessageRowOptions {
  /** The messages to show, the oldest first. */
  readonly messages: readonly ChatMessage[];
  /** What the chat is doing (`chat.status`). @default 'ready' */
  readonly status?: ChatStatus | undefined;
  /** What is shown while there are no messages. @default none */
  readonly emptyState?: React.ReactNode | undefined;
}

/** The messages of a chat. Stays at the end while an answer grows, until the reader scrolls up. Renders a `<div role="log">`. */
export function MessageList({
  messages,
  status = 'ready',
  emptyState,
  labels,
  className,
  ...props
}: MessageListProps): React.JSX.Element {
  const [pending, others] = splitProps(props, ['queue', 'outbox', 'onUnqueue', 'onResend']);
  const [options, rest] = splitProps(others, rowOptions);
  const { queue = [], outbox = [] } = pending;
  const texts = useLabels(labels);
  const stick = useStickToBottom();
  useFollowing(stick.follow, (queue.at(-1) ?? outbox.at(-1) ?? messages.findLast(isQuestion))?.id);
  const isBusy = status !== 'ready' && status !== 'error';
  const isEmpty = messages.length + queue.length + outbox.length === 0;
  return (
    <LabelsContext.Provider value={texts}>
      <div
        {...rest}
        className={withClass('rv-list', className)}
        data-following={stick.isFollowing}
        data-empty={isEmpty && !isBusy}
      >
        <MessageLog stick={stick} isBusy={isBusy} head={isEmpty && emptyState}>
          <MessageRows {...options} messages={messages} isBusy={isBusy} />
          <PendingMessages {...pending} />
        </MessageLog>
        <StreamAnnouncer
          message={messages.at(-1)}
          isBusy={isBusy}
          queued={queue.length}
          droppedTurns={memoryStart(messages)?.droppedTurns}
          markdown={options.markdown}
        />
      </div>
    </LabelsContext.Provider>
  );
}

const isQuestion = ({ role }: ChatMessage): boolean => role === 'user';

/** Goes to the end with each new question: who sends wants to see the answer, wherever they had scrolled to. */
function useFollowing(follow: () => void, questionId: string | undefined): void {
  useEffect(() => {
    if (questionId) follow();
  }, [follow, questionId]);
}

/** Props of {@link MessageLog}. */
interface MessageLogProps {
  /** How the log stays at its end. */
  readonly stick: StuckToBottom;
  readonly isBusy: boolean;
  /** Stands above the messages. */
  readonly head: React.ReactNode;
  /** The messages, as `<li>`s. */
  readonly children: React.ReactNode;
}

/** What of a list scrolls, and the button that leads back to its end. Renders a `<div role="log">` and a `<button>`. */
function MessageLog({ stick, isBusy, head, children }: MessageLogProps): React.JSX.Element {
  const { viewportRef, contentRef, isFollowing, follow } = stick;
  const { messages, jumpToLatest } = useLabels();
  // The keyboard must reach what scrolls; what does not may still be given the focus.
  useScrollStop(viewportRef, contentRef, -1);
  const jump = () => {
    viewportRef.current?.focus({ preventScroll: true });
    follow('smooth');
  };
  return (
    <>
      {/* The announcer speaks for the log, in sentences; the log itself would speak every token. */}
      <div
        ref={viewportRef}
        className="rv-viewport"
        role="log"
        aria-label={messages}
        aria-live="off"
        aria-busy={isBusy}
      >
        {head}
        <ol ref={contentRef} className="rv-messages">
          {children}
        </ol>
      </div>
      {!isFollowing && (
        <button type="button" className="rv-jump" aria-label={jumpToLatest} onClick={jump}>
          <Icon shape="down" />
        </button>
      )}
    </>
  );
}
