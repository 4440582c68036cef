'use client';
import type * as React from 'react';
import { useRef, useState } from 'react';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import { EmptyState } from './notices/empty-state.tsx';
import { MessageList } from './messages/message-list.tsx';
import type { MessageListProps } from './messages/message-list.tsx';
import { Suggestions } from './composer/suggestions.tsx';
import { useChatActs } from './use-chat-acts.ts';
import type { ChatActs } from './use-chat-acts.ts';
import { useErrorNotice } from './use-error-notice.ts';
import { LabelsContext } from '../view/labels-context.ts';
import { useLabels } from './labels/use-labels.ts';
import type { LabelledProps } from './labels/use-labels.ts';
import { splitProps } from './shared/split-props.ts';
import { withClass } from './shared/with-class.ts';
import { noMetrics } from '../chat/state/chat-metrics.ts';
import { Composer } from './composer/composer.tsx';
import type { ComposerProps } from './composer/composer.tsx';
import { ConnectionStatus } from './notices/connection-status.tsx';
import { ErrorNotice } from './notices/error-notice.tsx';
import { StreamMeter } from './notices/stream-meter.tsx';
import type { ErrorNoticeState } from './use-error-notice.ts';

/** Props of {@link Chat}; the rest goes to its `<section>`. */
export interface ChatProps
  extends
    Omit<React.ComponentPropsWithoutRef<'section'>, 'children'>,
    LabelledProps,
    Pick<MessageListProps, 'markdown' | 'renderMessage'> {
  /** What `useStreamingChat` gives. */
  readonly chat: StreamingChat;
  /** Questions to begin with; a press sends one. @default none */
  readonly suggestions?: readonly string[] | undefined;
  /** Stands above the messages. @default none */
  readonly header?: React.ReactNode | undefined;
  /** Stands in place of the title before the first message. @default an `<EmptyState>` */
  readonly emptyState?: React.ReactNode | undefined;
  /** Shown while the message field is empty. @default labels.placeholder */
  readonly placeholder?: string | undefined;
  /** Focuses the message field when the page opens. @default false */
  readonly autoFocus?: boolean | undefined;
}

/** A whole chat: messages, composer, errors, connection and speed. Fills its parent. Renders a `<section>`. */
export function Chat({
  chat,
  suggestions = [],
  header,
  labels,
  className,
  onKeyDown,
  ...props
}: ChatProps): React.JSX.Element {
  const [rows, others] = splitProps(props, ['markdown', 'renderMessage', 'emptyState']);
  const [field, rest] = splitProps(others, ['placeholder', 'autoFocus']);
  const root = useRef<HTMLElement>(null);
  const [draft, setDraft] = useState('');
  const errors = useErrorNotice(chat);
  const texts = useLabels(labels);
  const acts = useChatActs(chat, root, setDraft, errors.refuse);
  return (
    <LabelsContext.Provider value={texts}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape stops an answer wherever the focus is */}
      <section
        aria-label={texts.chat}
        {...rest}
        ref={root}
        className={withClass('rv-chat', className)}
        data-status={chat.status}
        onKeyDown={pressKey(chat, onKeyDown)}
      >
        {header}
        <ChatMessages {...rows} chat={chat} acts={acts} suggestions={suggestions} />
        <ChatDock {...field} chat={chat} acts={acts} errors={errors} draft={draft} />
      </section>
    </LabelsContext.Provider>
  );
}

interface ChatMessagesProps extends Pick<
  MessageListProps,
  'markdown' | 'renderMessage' | 'emptyState'
> {
  readonly chat: StreamingChat;
  readonly acts: ChatActs;
  readonly suggestions: readonly string[];
}

function ChatMessages({
  chat,
  acts,
  suggestions,
  emptyState = <EmptyState />,
  ...rest
}: ChatMessagesProps): React.JSX.Element {
  return (
    <MessageList
      {...rest}
      messages={chat.messages}
      status={chat.status}
      queue={chat.queue}
      outbox={chat.outbox}
      onUnqueue={acts.unqueue}
      onResend={acts.resend}
      onRegenerate={acts.regenerate}
      onEdit={acts.edit}
      onContinue={acts.goOn}
      onApproveTool={chat.approveTool}
      onSwitch={acts.switchTo}
      emptyState={
        <>
          {emptyState}
          <Suggestions suggestions={suggestions} onSelect={acts.ask} />
        </>
      }
    />
  );
}

/** Escape stops the answer, and a character goes to the message field, wherever in the chat the focus is. */
function pressKey(
  { isStreaming, abort }: StreamingChat,
  onKeyDown: ChatProps['onKeyDown'],
): React.KeyboardEventHandler<HTMLElement> {
  return (event) => {
    onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && isStreaming) void abort();
    if (!isTyping(event)) return;
    event.currentTarget.querySelector<HTMLElement>('.rv-composer textarea')?.focus();
  };
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

/** Props of {@link ChatDock}. */
interface ChatDockProps extends Pick<ComposerProps, 'draft' | 'placeholder' | 'autoFocus'> {
  readonly chat: StreamingChat;
  readonly acts: ChatActs;
  readonly errors: ErrorNoticeState;
}

/** What stays below the messages: connection, error, composer and speed. Renders a `<div>`. */
function ChatDock({ chat, acts, errors, ...rest }: ChatDockProps): React.JSX.Element {
  const { status, isStreaming, metrics } = chat;
  const last = chat.messages.at(-1);
  // An answer that has ended shows the server's figures itself; twice would be once too often.
  const hasOwnFigures = !isStreaming && last?.metadata?.timings !== undefined;
  return (
    <div className="rv-dock">
      <ConnectionStatus status={status} retry={chat.retry} />
      {errors.shown && (
        <ErrorNotice
          error={errors.shown}
          onRetry={last && errors.canRetry ? () => acts.regenerate(last.id) : undefined}
          onDismiss={errors.dismiss}
        />
      )}
      <Composer
        {...rest}
        onSend={chat.send}
        onAbort={() => void chat.abort()}
        isStreaming={isStreaming}
        sendsWhileStreaming={chat.chat.whileStreaming !== 'reject'}
      />
      <StreamMeter metrics={hasOwnFigures ? noMetrics : metrics} status={status} />
    </div>
  );
}
