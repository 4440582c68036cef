import type * as React from 'react';
import type { TextPart, ToolPart } from '../../protocol/chat-message.ts';
import { StreamingMarkdown } from '../../markdown/streaming-markdown.tsx';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { ToolCall } from '../tools/tool-call.tsx';
import { Attachment } from './attachment.tsx';
import { HostBoundary } from './host-boundary.tsx';
import { useMessageSlots } from './message-slots.tsx';
import { PlainText } from './plain-text.tsx';
import { Reasoning } from './reasoning.tsx';
import { isOfAgents, isSource, isText, type PlacedPart } from './shown-part.ts';

/** What the kit shows of a part; sources stand together at the end of their message. */
export function KitPart(props: PlacedPart): React.ReactNode {
  const { part, markdown, isStreaming } = props;
  if (isText(part) && part.type === 'reasoning') {
    // What a provider has hidden, or only signed: kept for it, and nothing to read.
    if (part.text === '' && !(isStreaming && part.state === 'streaming')) return null;
    return <Reasoning part={part} isStreaming={isStreaming} markdown={markdown} />;
  }
  if (isText(part)) return <Text {...props} part={part} />;
  if ('toolCallId' in part) return <Call {...props} part={part} />;
  if ('url' in part && !isSource(part)) {
    const { linkPolicy, imagePolicy } = markdown ?? {};
    return <Attachment part={part} {...{ linkPolicy, imagePolicy }} />;
  }
  return isOfAgents(part) ? <OfAgents {...props} /> : null;
}

function Text({
  part,
  message,
  isStreaming,
  isCut,
  markdown,
}: PlacedPart & { readonly part: TextPart }): React.JSX.Element {
  const { uiFormats } = useMessageSlots();
  if (message.role !== 'assistant') return <PlainText text={part.text} />;
  const isGrowing = isStreaming && part.state === 'streaming';
  // What broke off keeps the form it had: marks that nobody will close any more must not turn raw.
  return (
    <StreamingMarkdown
      fadeIn
      {...markdown}
      plugins={uiFormats ? [...uiFormats, ...(markdown?.plugins ?? [])] : markdown?.plugins}
      caret={isGrowing && markdown?.caret !== false}
      streaming={isGrowing || isCut}
    >
      {part.text}
    </StreamingMarkdown>
  );
}

function Call({
  part,
  message: { end },
  onApproveTool,
}: PlacedPart & { readonly part: ToolPart }): React.JSX.Element {
  const { components = {}, meter = true } = useMessageSlots();
  const Own = components.ToolCall;
  const isStopped = end !== undefined && end !== 'complete';
  const props = { part, onApprove: onApproveTool, isStopped, hasTimes: meter };
  const kits = <ToolCall {...props} />;
  if (!Own) return kits;
  return (
    <HostBoundary of={part} standIn={kits}>
      <Own {...props} />
    </HostBoundary>
  );
}

const agentPart = new LazyPart(() => import('./agent-part.tsx'));

function OfAgents(props: PlacedPart): React.ReactNode {
  const lazy = useLazyPart(agentPart, true);
  return lazy && <lazy.AgentPart {...props} />;
}
