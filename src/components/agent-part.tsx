import type * as React from 'react';
import type { ChatMessage, MessagePart } from '../protocol/chat-message.ts';
import { isSubagentPart } from '../protocol/subagent.ts';
import type { MarkdownOptions } from './markdown-options.ts';
import { SteeringMessage } from './steering-message.tsx';
import { Subagent } from './subagent.tsx';

/** Props of {@link AgentPart}. */
export interface AgentPartProps {
  readonly part: MessagePart;
  readonly message: ChatMessage;
  readonly isStreaming: boolean;
  readonly markdown?: MarkdownOptions | undefined;
  /** Shows a message inside of it. */
  readonly show: (inner: Pick<AgentPartProps, 'message' | 'isStreaming'>) => React.ReactNode;
}

/** A part that only the answers of agents have: the work of a subagent, or what the user said meanwhile. */
export function AgentPart({
  part,
  message,
  isStreaming,
  markdown,
  show,
}: AgentPartProps): React.JSX.Element | null {
  if (part.type === 'steering-message')
    return <SteeringMessage part={part} linkPolicy={markdown?.linkPolicy} />;
  if (!isSubagentPart(part)) return null;
  const { parts, state } = part.data;
  return (
    <Subagent part={part} isStreaming={isStreaming}>
      {() =>
        show({ message: { ...message, parts }, isStreaming: isStreaming && state === 'running' })
      }
    </Subagent>
  );
}
