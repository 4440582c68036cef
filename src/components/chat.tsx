'use client';
import type * as React from 'react';
import { useRef, useState } from 'react';
import { noMetrics } from '../chat/state/chat-metrics.ts';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import { Composer } from './composer/composer.tsx';
import { ConnectionStatus } from './notices/connection-status.tsx';
import { EmptyState } from './notices/empty-state.tsx';
import { ErrorNotice } from './notices/error-notice.tsx';
import { MessageList } from './messages/message-list.tsx';
import type { MessageListProps } from './messages/message-list.tsx';
import { StreamMeter } from './notices/stream-meter.tsx';
import { Suggestions } from './composer/suggestions.tsx';
import { useChatActs } from './use-chat-acts.ts';
import { LabelsContext } from '../view/labels-context.ts';
import { useLabels } from './labels/use-labels.ts';
import type { LabelledProps } from './labels/use-labels.ts';
import { withClass } from './shared/with-class.ts';

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
  emptyState = <EmptyState />,
  placeholder,
  autoFocus,
  markdown,
  renderMessage,
  labels,
  className,
  onKeyDown,
  ...rest
}: ChatProps): React.JSX.Element {
  const { messages, status, isStreaming, metrics, send, abort } = chat;
  const root = useRef<HTMLElement>(null);
  const [dismissed, setDismissed] = useState<ChatError>();
  /** Why what the user asked for was not done, where nothing else says so. */
  const [refusal, setRefusal] = useState<ChatError>();
  const [draft, setDraft] = useState('');
  const texts = useLabels(labels);
  const acts = useChatActs(chat, root, setDraft, setRefusal);

  const last = messages.at(-1);
  const error = chat.error ?? refusal;
  const notice = isToldElsewhere(chat, error) || error === dismissed ? undefined : error;
  // An answer that has ended shows the server's figures itself; twice would be once too often.
  const hasOwnFigures = !isStreaming && last?.metadata?.timings !== undefined;
  const pressKey = (event: React.KeyboardEvent<HTMLElement>) => {
    onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && isStreaming) void abort();
    if (isTyping(event)) root.current?.querySelector<HTMLElement>('.rv-composer textarea')?.focus();
  };
  return (
    <LabelsContext.Provider value={texts}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape stops an answer wherever the focus is */}
      <section
        aria-label={texts.chat}
        {...rest}
        ref={root}
        className={withClass('rv-chat', className)}
        data-status={status}
        onKeyDown={pressKey}
      >
        {header}
        <MessageList
          messages={messages}
          status={status}
          markdown={markdown}
          renderMessage={renderMessage}
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
        <div className="rv-dock">
          <ConnectionStatus status={status} retry={chat.retry} />
          {notice && (
            <ErrorNotice
              error={notice}
              onRetry={last && error !== refusal ? () => acts.regenerate(last.id) : undefined}
              onDismiss={() => setDismissed(notice)}
            />
          )}
          <Composer
            onSend={send}
            onAbort={() => void abort()}
            isStreaming={isStreaming}
            sendsWhileStreaming={chat.chat.whileStreaming !== 'reject'}
            draft={draft}
            placeholder={placeholder}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the host app asks for it
            autoFocus={autoFocus}
          />
          <StreamMeter metrics={hasOwnFigures ? noMetrics : metrics} status={status} />
        </div>
      </section>
    </LabelsContext.Provider>
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

/** An answer that failed says so at its place, and so does a message that was not sent; the notice is for the rest. */
function isToldElsewhere(
  { messages, outbox }: StreamingChat,
  error: ChatError | undefined,
): boolean {
  const last = messages.at(-1);
  if (last?.role === 'assistant' && last.end !== undefined && isSame(last.error, error))
    return true;
  return outbox.some((message) => isSame(message.error, error));
}

function isSame(told: { readonly message: string } | undefined, error: Error | undefined): boolean {
  return told?.message === error?.message;
}
