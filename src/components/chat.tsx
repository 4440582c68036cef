'use client';
import { useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { noMetrics } from '../chat/chat-metrics.ts';
import type { StreamingChat } from '../chat/use-streaming-chat.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import { Composer } from './composer.tsx';
import { ConnectionStatus } from './connection-status.tsx';
import { EmptyState } from './empty-state.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { MessageList } from './message-list.tsx';
import type { MessageListProps } from './message-list.tsx';
import { StreamMeter } from './stream-meter.tsx';
import { Suggestions } from './suggestions.tsx';
import { withClass } from './with-class.ts';

/** Props of {@link Chat}; the rest goes to its `<section>`. */
export interface ChatProps
  extends
    Omit<React.ComponentPropsWithoutRef<'section'>, 'children'>,
    Pick<MessageListProps, 'markdown' | 'renderMessage'> {
  /** What `useStreamingChat` gives. */
  readonly chat: StreamingChat;
  /** Questions to begin with; a press sends one. */
  readonly suggestions?: readonly string[] | undefined;
  /** Stands above the messages. */
  readonly header?: React.ReactNode;
  /** Stands in place of the title before the first message. */
  readonly emptyState?: React.ReactNode;
  /** Of the message field. */
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
  className,
  onKeyDown,
  ...rest
}: ChatProps): React.JSX.Element {
  const { messages, status, isStreaming, error, metrics, send, abort } = chat;
  const root = useRef<HTMLElement>(null);
  const [dismissed, setDismissed] = useState<ChatError>();
  const [draft, setDraft] = useState('');
  const { ask, regenerate, edit, goOn, switchTo } = useChatActs(chat, root, setDraft);

  const last = messages.at(-1);
  // An answer that failed says so itself, at its place; the notice is for what never became one.
  const isToldByMessage = last?.role === 'assistant' && last.end !== undefined;
  const notice = isToldByMessage || error === dismissed ? undefined : error;
  // An answer that has ended shows the server's figures itself; twice would be once too often.
  const hasOwnFigures = !isStreaming && last?.metadata?.timings !== undefined;
  const pressKey = (event: React.KeyboardEvent<HTMLElement>) => {
    onKeyDown?.(event);
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (isStreaming) void abort();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape stops an answer wherever the focus is
    <section
      aria-label="Chat"
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
        onRegenerate={regenerate}
        onEdit={edit}
        onContinue={goOn}
        onApproveTool={chat.approveTool}
        onSwitch={switchTo}
        emptyState={
          <>
            {emptyState}
            <Suggestions suggestions={suggestions} onSelect={ask} />
          </>
        }
      />
      <div className="rv-dock">
        <ConnectionStatus status={status} />
        {notice && (
          <ErrorNotice
            error={notice}
            onRetry={last && (() => regenerate(last.id))}
            onDismiss={() => setDismissed(notice)}
          />
        )}
        <Composer
          onSend={send}
          onAbort={() => void abort()}
          isStreaming={isStreaming}
          draft={draft}
          placeholder={placeholder}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the host app asks for it
          autoFocus={autoFocus}
        />
        <StreamMeter metrics={hasOwnFigures ? noMetrics : metrics} status={status} />
      </div>
    </section>
  );
}

/** What messages and suggestions call: a running answer is stopped first, and the focus stays in the log. */
function useChatActs(
  { abort, send, regenerate, edit, continueAnswer, switchTo }: StreamingChat,
  root: React.RefObject<HTMLElement | null>,
  onTextBack: (text: string) => void,
) {
  // The pressed button goes with what it replaces; without a new place the focus would fall to the page.
  const begin = useCallback(() => {
    void abort();
    root.current?.querySelector<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
  }, [abort, root]);
  const ask = (text: string) => {
    begin();
    void send(text);
  };
  const anew = useCallback(
    (messageId: string) => {
      begin();
      void regenerate(messageId);
    },
    [begin, regenerate],
  );
  const change = useCallback(
    async (messageId: string, text: string) => {
      begin();
      const result = await edit(messageId, text);
      if (!result.accepted) onTextBack(text);
    },
    [begin, edit, onTextBack],
  );
  const goOn = useCallback(() => {
    begin();
    void continueAnswer();
  }, [begin, continueAnswer]);
  const show = useCallback(
    (messageId: string) => {
      const pressed = root.current?.ownerDocument.activeElement?.getAttribute('aria-label');
      flushSync(() => switchTo(messageId));
      // The pressed button went with its version: its like in the new one takes the focus.
      const buttons = root.current?.querySelectorAll<HTMLElement>(
        `[data-message-id="${CSS.escape(messageId)}"] .rv-versions > .rv-action`,
      );
      for (const button of buttons ?? []) {
        if (button.getAttribute('aria-label') === pressed) button.focus();
      }
    },
    [switchTo, root],
  );
  return { ask, regenerate: anew, edit: change, goOn, switchTo: show };
}
