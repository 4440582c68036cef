'use client';
import type * as React from 'react';
import { memo, useRef } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { LabelsContext } from '../../view/labels-context.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { splitProps } from '../shared/split-props.ts';
import { withClass } from '../shared/with-class.ts';
import { useEffect, useState } from 'react';
import { messageText } from '../../protocol/message-text.ts';
import { MessageActions } from './message-actions.tsx';
import type { MessageActionsProps } from './message-actions.tsx';
import { MessageBody } from './message-parts.tsx';
import { MessageEditor } from './message-editor.tsx';
import { MessageEndNotice } from './message-end.tsx';
import { MessageFigures } from './message-figures.tsx';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import type { ApproveTool } from './tool-call.tsx';

/** Props of {@link Message}; the rest goes to its `<article>`. Keep the callbacks stable: a message is memoised. */
export interface MessageProps
  extends
    Omit<React.ComponentPropsWithoutRef<'article'>, 'children'>,
    LabelledProps,
    MessageContentOptions {
  /** The message to show. */
  readonly message: ChatMessage;
  /** Whether more of it is on its way. @default false */
  readonly isStreaming?: boolean | undefined;
}

const authors = { user: 'you', assistant: 'assistant', system: 'system' } as const;

/** One turn of a chat with its end, its actions and its figures. Renders an `<article>`. */
export const Message: React.NamedExoticComponent<MessageProps> = memo(function Message({
  message,
  isStreaming = false,
  labels,
  className,
  ...props
}: MessageProps) {
  const [options, rest] = splitProps(props, contentOptions);
  const texts = useLabels(labels);
  const article = useRef<HTMLElement>(null);
  return (
    <LabelsContext.Provider value={texts}>
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
    </LabelsContext.Provider>
  );
});

/** What is shown of a message, and what can be done with it. */
export interface MessageContentOptions {
  /** How its text is rendered. @default {} */
  readonly markdown?: MarkdownOptions | undefined;
  /** Asks for the answer anew; without it the message offers neither Regenerate nor Retry. @default none */
  readonly onRegenerate?: ((messageId: string) => void) | undefined;
  /** Takes an edited user message; without it the message cannot be edited. @default none */
  readonly onEdit?: ((messageId: string, text: string) => void) | undefined;
  /**
   * Goes on with an answer that broke off: by its length limit, by its reader, with its connection. Without it there is no button.
   * @default none
   */
  readonly onContinue?: (() => void) | undefined;
  /** Answers a tool call that waits for approval; without it there are no buttons. @default none */
  readonly onApproveTool?: ApproveTool | undefined;
  /** Shows another version of the turn; without it the message does not offer its siblings. @default none */
  readonly onSwitch?: ((messageId: string) => void) | undefined;
}

/** The names of {@link MessageContentOptions}. */
export const contentOptions = [
  'markdown',
  'onRegenerate',
  'onEdit',
  'onContinue',
  'onApproveTool',
  'onSwitch',
] as const;

interface MessageContentProps extends MessageContentOptions {
  readonly message: ChatMessage;
  readonly isStreaming: boolean;
  /** The element around it. */
  readonly articleRef: React.RefObject<HTMLElement | null>;
}

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
  const [isEditing, setEditing] = useEditing(articleRef);
  const regenerate = onRegenerate && (() => onRegenerate(id));
  return (
    <>
      {isEditing && onEdit ? (
        <MessageEditor
          text={messageText(message)}
          onSubmit={(text) => onEdit(id, text)}
          onClose={() => setEditing(false)}
        />
      ) : (
        <MessageBody {...{ message, isStreaming, markdown, onApproveTool }} />
      )}
      {role === 'assistant' && (
        <MessageEndNotice message={message} onRetry={regenerate} onContinue={onContinue} />
      )}
      {role !== 'system' && !isStreaming && !isEditing && (
        <MessageFooter
          message={message}
          onRegenerate={role === 'assistant' ? regenerate : undefined}
          onEdit={role === 'user' && onEdit ? () => setEditing(true) : undefined}
          onSwitch={onSwitch}
        />
      )}
    </>
  );
}

function MessageFooter(props: MessageActionsProps): React.JSX.Element {
  return (
    <footer className="rv-message-footer" data-chrome="">
      <MessageActions {...props} />
      <MessageFigures metadata={props.message.metadata} />
    </footer>
  );
}

/** Whether the message is edited. The field had the focus: when it goes, the button that opened it takes the focus back. */
function useEditing(
  articleRef: React.RefObject<HTMLElement | null>,
): [boolean, (isEditing: boolean) => void] {
  const [isEditing, setEditing] = useState(false);
  useEffect(() => {
    const article = articleRef.current;
    if (!isEditing) return undefined;
    return () => article?.querySelector<HTMLElement>('.rv-action')?.focus();
  }, [articleRef, isEditing]);
  return [isEditing, setEditing];
}
