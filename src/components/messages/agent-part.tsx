import type * as React from 'react';
import { isSubagentPart } from '../../protocol/subagent.ts';
import type { PlacedPart } from './shown-part.ts';
import { SteeringMessage } from './steering-message.tsx';
import { Subagent } from './subagent.tsx';

/** Props of {@link AgentPart}. */
export type AgentPartProps = Omit<PlacedPart, 'isCut'>;

/** A part that only the answers of agents have: the work of a subagent, or what the user said meanwhile. */
export function AgentPart({ part, Parts, ...rest }: AgentPartProps): React.JSX.Element | null {
  const { message, isStreaming, markdown } = rest;
  if (part.type === 'steering-message') {
    const { linkPolicy, imagePolicy } = markdown ?? {};
    return <SteeringMessage part={part} {...{ linkPolicy, imagePolicy }} />;
  }
  if (!isSubagentPart(part)) return null;
  const { parts, state } = part.data;
  const isAtWork = isStreaming && state === 'running';
  return (
    <Subagent part={part} isStreaming={isStreaming}>
      {() => <Parts {...rest} message={{ ...message, parts }} isStreaming={isAtWork} />}
    </Subagent>
  );
}
