import type * as React from 'react';
import type { ChatMessage, MessagePart } from '../../protocol/chat-message.ts';
import { isSubagentPart } from '../../protocol/subagent.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import { SteeringMessage } from './steering-message.tsx';
import { Subagent } from './subagent.tsx';
import type { ApproveTool } from './tool-call.tsx';

/** What shows the parts of a message. */
interface ShownParts {
  readonly message: ChatMessage;
  readonly isStreaming: boolean;
  readonly markdown?: MarkdownOptions | undefined;
  readonly onApproveTool?: ApproveTool | undefined;
}

/** Props of {@link AgentPart}. */
export interface AgentPartProps extends ShownParts {
  readonly part: MessagePart;
  /** Shows the parts inside of it. */
  readonly Parts: React.ComponentType<ShownParts>;
}

/** A part that only the answers of agents have: the work of a subagent, or what the user said meanwhile. */
export function AgentPart({ part, Parts, ...rest }: AgentPartProps): React.JSX.Element | null {
  const { message, isStreaming, markdown } = rest;
  if (part.type === 'steering-message')
    return <SteeringMessage part={part} linkPolicy={markdown?.linkPolicy} />;
  if (!isSubagentPart(part)) return null;
  const { parts, state } = part.data;
  const isAtWork = isStreaming && state === 'running';
  return (
    <Subagent part={part} isStreaming={isStreaming}>
      {() => <Parts {...rest} message={{ ...message, parts }} isStreaming={isAtWork} />}
    </Subagent>
  );
}
