import type * as React from 'react';
import { Fragment } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import { memoryStart } from './memory-start.ts';
import { TypingIndicator } from './message-parts.tsx';
import { Message } from './message.tsx';
import { contentOptions } from './message.tsx';
import type { MessageContentOptions } from './message.tsx';

/** What the messages of a list are rendered with. */
export interface MessageRowOptions extends MessageContentOptions {
  /** Renders a message in place of `<Message>`. @default a `<Message>` */
  readonly renderMessage?:
    | ((message: ChatMessage, isStreaming: boolean) => React.ReactNode)
    | undefined;
}

/** The names of {@link MessageRowOptions}. */
export const rowOptions = ['renderMessage', ...contentOptions] as const;

/** Props of {@link MessageRows}. */
interface MessageRowsProps extends MessageRowOptions {
  readonly messages: readonly ChatMessage[];
  /** Whether an answer is on its way. */
  readonly isBusy: boolean;
}

/** The messages of a list, with a line where the model's memory begins. Renders `<li>`s. */
export function MessageRows({ messages, isBusy, ...options }: MessageRowsProps): React.JSX.Element {
  const { droppedTurns: toldDropped } = useLabels();
  const memory = memoryStart(messages);
  const last = messages.at(-1);
  return (
    <>
      {messages.map((message) => (
        <Fragment key={message.id}>
          {message.id === memory?.messageId && (
            <li className="rv-memory-start" data-chrome="">
              {toldDropped(memory.droppedTurns)}
            </li>
          )}
          <MessageRow {...options} message={message} isLast={message === last} isBusy={isBusy} />
        </Fragment>
      ))}
      {isBusy && last?.role !== 'assistant' && (
        <li>
          <TypingIndicator />
        </li>
      )}
    </>
  );
}

/** One message of a list. Only the last one can grow, be asked for anew or be gone on with. Renders an `<li>`. */
function MessageRow({
  message,
  isLast,
  isBusy,
  renderMessage,
  onRegenerate,
  onContinue,
  onApproveTool,
  onSwitch,
  ...options
}: MessageRowOptions & {
  readonly message: ChatMessage;
  readonly isLast: boolean;
  readonly isBusy: boolean;
}): React.JSX.Element {
  const isStreaming = isBusy && isLast && !message.end && message.role === 'assistant';
  return (
    <li>
      {renderMessage?.(message, isStreaming) ?? (
        <Message
          {...options}
          message={message}
          isStreaming={isStreaming}
          onRegenerate={isLast ? onRegenerate : undefined}
          onContinue={isLast ? onContinue : undefined}
          onApproveTool={isLast ? onApproveTool : undefined}
          onSwitch={isBusy ? undefined : onSwitch}
        />
      )}
    </li>
  );
}
