'use client';
import type * as React from 'react';
import { memo, useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { messageText } from '../../protocol/message-text.ts';
import { MessageActions } from './message-actions.tsx';
import { MessageEditor } from './message-editor.tsx';
import { MessageEndNotice } from './message-end.tsx';
import { MessageFigures } from './message-figures.tsx';
import { MessageParts } from './message-parts.tsx';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import type { ApproveTool } from './tool-call.tsx';
import { LabelsContext } from '../../view/labels-context.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link Message}; the rest goes to its `<article>`. Keep the callbacks stable: a message is memoised. */
export interface MessageProps
  extends Omit<React.ComponentPropsWithoutRef<'article'>, 'children'>, LabelledProps {
  /** The message to show. */
  readonly message: ChatMessage;
  /** Whether more of it is on its way. @default false */
  readonly isStreaming?: boolean | undefined;

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

const authors = { user: 'you', assistant: 'assistant', system: 'system' } as const;

/** One turn of a chat with its end, its actions and its figures. Renders an `<article>`. */
export const Message: React.NamedExoticComponent<MessageProps> = memo(function Message({
  message,
  isStreaming = false,
  markdown,
  onRegenerate,
  onEdit,
  onContinue,
  onApproveTool,
  onSwitch,
  labels,
  className,
  ...rest
}: MessageProps) {
  const texts = useLabels(labels);
  const { id, role, metadata } = message;
  const [isEditing, setEditing] = useState(false);
  const article = useRef<HTMLElement>(null);
  // The field had the focus: when it goes, the button that opened it takes the focus back.
  useEffect(() => {
    const element = article.current;
    if (!isEditing) return undefined;
    return () => element?.querySelector<HTMLElement>('.rv-action')?.focus();
  }, [isEditing]);
  const regenerate = onRegenerate && (() => onRegenerate(id));
  return (
    <LabelsContext.Provider value={texts}>
      <article
        {...rest}
        ref={article}
        className={withClass('rv-message', className)}
        data-role={role}
        data-message-id={id}
        data-status={isStreaming ? 'streaming' : 'ready'}
        data-end={message.end}
        aria-label={texts[authors[role]]}
        aria-busy={isStreaming || undefined}
      >
        {isEditing && onEdit ? (
          <MessageEditor
            text={messageText(message)}
            onSubmit={(text) => onEdit(id, text)}
            onClose={() => setEditing(false)}
          />
        ) : (
          <div className="rv-message-body">
            <MessageParts
              message={message}
              isStreaming={isStreaming}
              markdown={markdown}
              onApproveTool={onApproveTool}
            />
          </div>
        )}
        {role === 'assistant' && (
          <MessageEndNotice message={message} onRetry={regenerate} onContinue={onContinue} />
        )}
        {role !== 'system' && !isStreaming && !isEditing && (
          <footer className="rv-message-footer" data-chrome="">
            <MessageActions
              message={message}
              onRegenerate={role === 'assistant' ? regenerate : undefined}
              onEdit={role === 'user' && onEdit ? () => setEditing(true) : undefined}
              onSwitch={onSwitch}
            />
            <MessageFigures metadata={metadata} />
          </footer>
        )}
      </article>
    </LabelsContext.Provider>
  );
});
