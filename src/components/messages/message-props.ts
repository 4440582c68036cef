import type * as React from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import type { PartComponents } from './part-components.ts';
import type { UiFormat } from './ui-format.ts';
import type { ApproveTool, ToolCallProps } from '../tools/tool-call.tsx';

/** Props of `Message`; the rest goes to its `<article>`. Keep the callbacks stable: a message is memoised. */
export interface MessageProps<Types extends ChatTypes = ChatTypes>
  extends
    Omit<React.ComponentPropsWithoutRef<'article'>, 'children'>,
    LabelledProps,
    MessageContentOptions,
    MessageSlots<Types> {
  /** The message to show. */
  readonly message: ChatMessage<Types>;
  /** Whether more of it is on its way. @default false */
  readonly isStreaming?: boolean | undefined;
}

/** What is shown of a message, and what can be done with it. */
export interface MessageContentOptions {
  /** How its text is rendered. New words of an answer fade in unless it says `fadeIn: false`. @default {} */
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

/** Components of the host in the place of the kit's; each is given what the kit's own would be, which it may render. */
export interface MessageComponents {
  /** A message with all that belongs to it. @default Message */
  readonly Message?: React.ComponentType<MessageProps> | undefined;
  /** A tool call that has no component of its own in `parts`. @default ToolCall */
  readonly ToolCall?: React.ComponentType<ToolCallProps> | undefined;
}

/** What a host puts into messages. A list hands it on to its messages, and a chat to its list. */
export interface MessageSlots<Types extends ChatTypes = ChatTypes> {
  /** Components of the host for the parts of messages, by the `type` of the part. @default the kit's own */
  readonly parts?: PartComponents<Types> | undefined;
  /**
   * Formats in which models and tools write interfaces: `[a2ui(), jsonRender()]` of `rivulet/ui-formats`. Keep the list outside of
   * your component, so that it is the same at each render; `parts` comes before it. @default none
   */
  readonly uiFormats?: readonly UiFormat[] | undefined;
  /** Components of the host in the place of the kit's. @default the kit's own */
  readonly components?: MessageComponents | undefined;
  /** Stands behind the kit's buttons under each message, the user's as well, and is always to be seen. @default none */
  readonly messageActions?:
    | React.ReactNode
    | ((message: ChatMessage<Types>) => React.ReactNode)
    | undefined;
  /** Whether figures are shown: tokens, their speed, the model, how long a thought or a tool took. @default true */
  readonly meter?: boolean | undefined;
  /**
   * Is told what the reader thinks of an answer, or undefined when that is taken back; without it there are no such buttons. What
   * `message.metadata.feedback` says is pressed from the beginning. @default none
   */
  readonly onFeedback?:
    | ((message: ChatMessage<Types>, feedback: Feedback | undefined) => void)
    | undefined;
}

/** What a reader thinks of an answer. */
export type Feedback = 'good' | 'bad';

/** The names of {@link MessageSlots}. */
export const slotNames = [
  'parts',
  'uiFormats',
  'components',
  'messageActions',
  'meter',
  'onFeedback',
] as const;
