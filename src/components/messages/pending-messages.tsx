'use client';
import type * as React from 'react';
import { useId } from 'react';
import type { OutboxMessage } from '../../chat/state/outbox-message.ts';
import type { QueuedMessage } from '../../chat/state/queued-message.ts';
import { createUserMessage } from '../../protocol/chat-message.ts';
import { ErrorText } from '../notices/error-text.tsx';
import { Icon } from '../shared/icon.tsx';
import { MessageParts } from './message-parts.tsx';
import { useLabels } from '../labels/use-labels.ts';
import { useOnline } from '../notices/use-online.ts';

/** Props of {@link PendingMessages}. */
export interface PendingMessagesProps {
  /** Messages that wait for the present answer (`chat.queue`). @default none */
  readonly queue?: readonly QueuedMessage[] | undefined;
  /** Messages that the server does not have yet (`chat.outbox`). @default none */
  readonly outbox?: readonly OutboxMessage[] | undefined;
  /** Takes a message back; without it there is no button. */
  readonly onUnqueue?: ((messageId: string) => void) | undefined;
  /** Tries to send a message of the outbox now; without it there is no button. */
  readonly onResend?: ((messageId: string) => void) | undefined;
}

/** Messages that were sent and are not on their way yet, the next one first, each with why it waits. Renders list items. */
export function PendingMessages({
  queue = [],
  outbox = [],
  onUnqueue,
  onResend,
}: PendingMessagesProps): React.JSX.Element {
  const texts = useLabels();
  const isOnline = useOnline();
  return (
    <>
      {outbox.map((message) => {
        const error = isOnline ? message.error : undefined;
        const wait = isOnline ? texts.queued : texts.unsent;
        return (
          <PendingMessage
            key={message.id}
            message={message}
            note={error ? <ErrorText error={error} texts={texts} /> : wait}
            isFailed={error !== undefined}
            onRemove={onUnqueue}
            onSend={onResend}
          />
        );
      })}
      {queue.map((message) => (
        <PendingMessage
          key={message.id}
          message={message}
          note={texts.queued}
          onRemove={onUnqueue}
        />
      ))}
    </>
  );
}

interface PendingActionsProps {
  readonly onSend?: ((messageId: string) => void) | undefined;
  readonly onRemove?: ((messageId: string) => void) | undefined;
}

function PendingMessage({
  message: { id, input },
  note,
  isFailed = false,
  ...actions
}: PendingActionsProps & {
  readonly message: QueuedMessage;
  /** Why it waits. */
  readonly note: React.ReactNode;
  readonly isFailed?: boolean;
}): React.JSX.Element {
  const { you } = useLabels();
  const noteId = useId();
  const message = createUserMessage(input, id, 0);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the list is no <ol>: its rows stand in groups
    <div role="listitem" className="rv-row rv-pending" data-status={isFailed ? 'error' : 'waiting'}>
      <article
        className="rv-message"
        data-role="user"
        data-message-id={id}
        aria-label={you}
        aria-describedby={noteId}
      >
        <MessageParts message={message} />
      </article>
      <div className="rv-pending-note" data-chrome="">
        {/* A failure is said at once; that the page is offline is said by the connection's own status. */}
        <span id={noteId} role={isFailed ? 'alert' : undefined}>
          {note}
        </span>
        <PendingActions id={id} noteId={noteId} {...actions} />
      </div>
    </div>
  );
}

function PendingActions({
  id,
  noteId,
  onSend,
  onRemove,
}: PendingActionsProps & { readonly id: string; readonly noteId: string }): React.JSX.Element {
  const { sendNow, remove } = useLabels();
  return (
    <span className="rv-pending-actions">
      {onSend && (
        <button type="button" className="rv-button" onClick={() => onSend(id)}>
          {sendNow}
        </button>
      )}
      {onRemove && (
        <button
          type="button"
          className="rv-action"
          aria-label={remove}
          title={remove}
          aria-describedby={noteId}
          onClick={() => onRemove(id)}
        >
          <Icon shape="close" />
        </button>
      )}
    </span>
  );
}
