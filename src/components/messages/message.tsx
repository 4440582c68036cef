'use client';
import type * as React from 'react';
import { memo, useRef } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import { LabelsContext } from '../../view/labels-context.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { useLabels } from '../labels/use-labels.ts';
import { splitProps } from '../shared/split-props.ts';
import { withClass } from '../shared/with-class.ts';
import { useEffect, useState } from 'react';
import { messageText } from '../../protocol/message-text.ts';
import { authors } from './authors.ts';
import { editEvent } from './edit-event.ts';
import { MessageActions } from './message-actions.tsx';
import type { MessageActionsProps } from './message-actions.tsx';
import { MessageParts } from './message-parts.tsx';
import { HostActions, MessageSlotsProvider, useMessageSlots } from './message-slots.tsx';
import { contentOptions, slotNames } from './message-props.ts';
import type { MessageContentOptions, MessageProps } from './message-props.ts';
import { MessageEndNotice } from './message-end.tsx';
import { MessageFigures } from './message-figures.tsx';
import { MessageTime } from './message-time.tsx';

/** The type of {@link Message}: a component that knows its chat's types from its message. */
type MessageComponent = <Types extends ChatTypes = ChatTypes>(
  props: MessageProps<Types>,
) => React.JSX.Element;

/** One turn of a chat with its end, its actions and its figures. Renders an `<article>`. */
export const Message: MessageComponent = memo(function Message({
  message,
  isStreaming = false,
  labels,
  className,
  ...props
}: MessageProps) {
  const [options, others] = splitProps(props, contentOptions);
  const [slots, rest] = splitProps(others, slotNames);
  const texts = useLabels(labels);
  const article = useRef<HTMLElement>(null);
  return (
    <LabelsContext.Provider value={texts}>
      <MessageSlotsProvider slots={slots}>
        <article
          {...rest}
          ref={article}
          className={withClass('rv-message', className)}
          data-role={message.role}
          data-message-id={message.id}
          data-status={isStreaming ? 'streaming' : 'ready'}
          data-end={message.end}
          aria-label={texts[authors[message.role]]}
          aria-busy={isStreaming || undefined}
        >
          <MessageContent
            {...options}
            message={message}
            isStreaming={isStreaming}
            articleRef={article}
          />
        </article>
      </MessageSlotsProvider>
    </LabelsContext.Provider>
  );
}) as never;

interface MessageContentProps extends MessageContentOptions {
  readonly message: ChatMessage;
  readonly isStreaming: boolean;
  /** The element around it. */
  readonly articleRef: React.RefObject<HTMLElement | null>;
}

// There before somebody wants to type into it.
const editorPart = new LazyPart(() => import('./message-editor.tsx'));

/** A message, or the field in which it is edited; how it ended; its actions and its figures. */
function MessageContent({
  message,
  isStreaming,
  articleRef,
  markdown,
  onRegenerate,
  onEdit,
  onContinue,
  onApproveTool,
  onSwitch,
}: MessageContentProps): React.JSX.Element {
  const { id, role } = message;
  const canEdit = role === 'user' && onEdit !== undefined;
  const [editor, setEditing] = useEditor(articleRef, canEdit);
  const regenerate = onRegenerate && (() => onRegenerate(id));
  return (
    <>
      {editor && onEdit ? (
        <editor.MessageEditor
          text={messageText(message)}
          onSubmit={(text) => onEdit(id, text)}
          onClose={() => setEditing(false)}
        />
      ) : (
        <MessageParts {...{ message, isStreaming, markdown, onApproveTool }} />
      )}
      {role === 'assistant' && (
        <MessageEndNotice message={message} onRetry={regenerate} onContinue={onContinue} />
      )}
      {role !== 'system' && !isStreaming && !editor && (
        <MessageFooter
          message={message}
          onRegenerate={role === 'assistant' ? regenerate : undefined}
          onEdit={canEdit ? () => setEditing(true) : undefined}
          onSwitch={onSwitch}
        />
      )}
    </>
  );
}

function MessageFooter(props: MessageActionsProps): React.JSX.Element {
  const { meter = true } = useMessageSlots();
  return (
    <footer className="rv-message-footer" data-chrome="">
      <MessageActions {...props} />
      <HostActions message={props.message} />
      <MessageTime createdAt={props.message.createdAt} />
      {meter && <MessageFigures metadata={props.message.metadata} />}
    </footer>
  );
}

type Editor = typeof import('./message-editor.tsx');

/** What a message is edited with, while it is: by its button, or by ArrowUp in the empty message field. */
function useEditor(
  articleRef: React.RefObject<HTMLElement | null>,
  canEdit: boolean,
): [Editor | undefined, (isEditing: boolean) => void] {
  const [isEditing, setEditing] = useState(false);
  const from = useRef<Element>(undefined);
  useEffect(() => {
    const article = articleRef.current;
    if (!canEdit || !article) return undefined;
    const edit = (event: Event) => {
      // So that who asked knows that it is done.
      event.preventDefault();
      from.current = article.ownerDocument.activeElement ?? undefined;
      setEditing(true);
    };
    article.addEventListener(editEvent, edit);
    return () => article.removeEventListener(editEvent, edit);
  }, [articleRef, canEdit]);
  // The field had the focus: when it goes, it goes back to where it came from, or to the button that opened it.
  useEffect(() => {
    const article = articleRef.current;
    if (!isEditing) return undefined;
    return () => {
      const back = from.current ?? article?.querySelector('.rv-action');
      from.current = undefined;
      if (back instanceof HTMLElement) back.focus();
    };
  }, [articleRef, isEditing]);
  const editor = useLazyPart(editorPart, canEdit);
  return [isEditing ? editor : undefined, setEditing];
}
