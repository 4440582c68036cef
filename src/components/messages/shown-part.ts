import type * as React from 'react';
import { toolName, type ChatMessage, type MessagePart } from '../../protocol/chat-message.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import type { ApproveTool } from '../tools/tool-call.tsx';
import type { MessageSlots } from './message-props.ts';
import type { PartProps } from './part-components.ts';

/** What shows the parts of a message. */
export interface ShownParts {
  readonly message: ChatMessage;
  readonly isStreaming: boolean;
  readonly markdown?: MarkdownOptions | undefined;
  readonly onApproveTool?: ApproveTool | undefined;
}

/** A part in its message. */
export interface PlacedPart extends ShownParts {
  readonly part: MessagePart;
  /** The answer broke off in this part. */
  readonly isCut: boolean;
  /** Shows the parts inside of it. */
  readonly Parts: React.ComponentType<ShownParts>;
}

/** The host's component of a part, if it has one, or that of its format; `null` where the part is not to be seen. */
export function componentOf(
  part: MessagePart,
  { parts = {}, uiFormats = [] }: Pick<MessageSlots, 'parts' | 'uiFormats'>,
): React.ComponentType<PartProps> | null | undefined {
  const isDynamic = part.type === 'dynamic-tool' && 'toolCallId' in part;
  const names = isDynamic ? [`tool-${toolName(part)}`, part.type] : [part.type];
  const name = names.find((type) => Object.hasOwn(parts, type));
  if (name !== undefined) return (parts as Readonly<Record<string, never>>)[name];
  return uiFormats.map((format) => format.componentOf?.(part)).find(Boolean);
}

/** Text of an answer, or thoughts. */
type TextOf = Extract<MessagePart, { readonly text: string }>;

/** Whether a part is text of the answer or thoughts. */
export function isText(part: MessagePart): part is TextOf {
  return part.type === 'text' || part.type === 'reasoning';
}

/** Whether a part is the work of other agents, or what the user said meanwhile. */
export function isOfAgents({ type }: MessagePart): boolean {
  return /agent$|^steer/.test(type);
}

/** Whether a part is a source of the answer. */
export function isSource(part: MessagePart): boolean {
  return part.type === 'source-url' || part.type === 'source-document';
}

/** Whether a part shows something in its place. */
export function isVisible(part: MessagePart, own: MessageSlots): boolean {
  const Own = componentOf(part, own);
  if (Own !== undefined) return Own !== null;
  if (isText(part)) return part.text !== '';
  if (isSource(part)) return false;
  return 'toolCallId' in part || 'url' in part || isOfAgents(part);
}
