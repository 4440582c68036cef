import type * as React from 'react';
import type { MarkdownPlugin } from '../../markdown/syntax/markdown-plugin.ts';
import type { MessagePart } from '../../protocol/chat-message.ts';
import type { PartProps } from './part-components.ts';

/**
 * A format in which models and tools write interfaces: `a2ui()`, `jsonRender()`, `openUi()`, `mcpApps()`. Which parts of messages
 * are of it, and which fences. Where several fit, the first one shows the part.
 */
export interface UiFormat extends Pick<MarkdownPlugin, 'name' | 'codeBlocks'> {
  /**
   * What shows a part; undefined for those that are not of this format. Asked often and of every part: it only looks, and its
   * components are always the same ones. @default none
   */
  readonly componentOf?:
    | ((part: MessagePart) => React.ComponentType<PartProps> | undefined)
    | undefined;
  /** What its components are told, which find it by `useUiFormat`. @default none */
  readonly options?: unknown;
}
