import type * as React from 'react';
import type { ChatMessage, MessagePart } from '../../protocol/chat-message.ts';
import { joinText } from '../../protocol/join-text.ts';
import { StreamingMarkdown } from '../../markdown/streaming-markdown.tsx';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { Attachment } from './attachment.tsx';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import { Reasoning } from './reasoning.tsx';
import { ToolCall, type ApproveTool } from './tool-call.tsx';

/** Props of {@link MessageParts}. */
export interface MessagePartsProps {
  readonly message: ChatMessage;
  readonly isStreaming: boolean;
  readonly markdown?: MarkdownOptions | undefined;
  readonly onApproveTool?: ApproveTool | undefined;
}

/** The parts of a message in order. Step borders and data of applications show nothing. */
function MessageParts({ message, ...rest }: MessagePartsProps): React.JSX.Element {
  const { role, end } = message;
  const parts = role === 'assistant' ? joinText(message.parts) : message.parts;
  const isWhole = end === undefined || end === 'complete';
  const cutPart = isWhole ? undefined : parts.findLast(({ type }) => type !== 'step-start');
  const markdown = withSources(parts, rest.markdown);
  return (
    <>
      {parts.map((part, index) => (
        // Parts are only ever appended, so their place is their name.
        <Part
          key={index}
          {...rest}
          part={part}
          message={message}
          isCut={part === cutPart}
          markdown={markdown}
        />
      ))}
      {rest.isStreaming && !parts.some(isVisible) && <TypingIndicator />}
    </>
  );
}

/** Lets the text cite the web pages that came with it, unless the app has sources of its own. */
function withSources(
  parts: readonly MessagePart[],
  markdown: MarkdownOptions | undefined,
): MarkdownOptions | undefined {
  const sources = parts.filter((part) => part.type === 'source-url');
  if (sources.length === 0) return markdown;
  return {
    sources: sources.map(({ sourceId, url, title }) => ({ id: sourceId, url, title })),
    ...markdown,
  };
}

/** Three dots that stand for an answer before its first word. */
export function TypingIndicator(): React.JSX.Element {
  return (
    <span className="rv-typing" aria-hidden="true" data-chrome="">
      <span />
      <span />
      <span />
    </span>
  );
}

interface PartProps extends MessagePartsProps {
  readonly part: MessagePart;
  /** The answer broke off in this part. */
  readonly isCut: boolean;
}

function Part({ part, isCut, ...rest }: PartProps): React.JSX.Element | null {
  const { message, isStreaming, markdown, onApproveTool } = rest;
  if (isText(part) && part.type === 'reasoning') {
    // What a provider has hidden, or only signed: kept for it, and nothing to read.
    if (part.text === '' && !(isStreaming && part.state === 'streaming')) return null;
    return <Reasoning part={part} isStreaming={isStreaming} markdown={markdown} />;
  }
  if (isText(part)) {
    if (message.role !== 'assistant') {
      // The words alone decide on their direction: what stands around them has the interface's.
      return (
        <p className="rv-plain-text" dir="auto">
          {part.text}
        </p>
      );
    }
    const isGrowing = isStreaming && part.state === 'streaming';
    // What broke off keeps the form it had: marks that nobody will close any more must not turn raw.
    return (
      <StreamingMarkdown
        {...markdown}
        caret={isGrowing && markdown?.caret !== false}
        streaming={isGrowing || isCut}
      >
        {part.text}
      </StreamingMarkdown>
    );
  }
  if ('toolCallId' in part) return <ToolCall part={part} onApprove={onApproveTool} />;
  if ('url' in part || part.type === 'source-document') {
    return <Attachment part={part} linkPolicy={markdown?.linkPolicy} />;
  }
  return isOfAgents(part) ? <OfAgents {...rest} part={part} /> : null;
}

const agentPart = new LazyPart(() => import('./agent-part.tsx'));

function OfAgents(props: Omit<PartProps, 'isCut'>): React.ReactNode {
  const lazy = useLazyPart(agentPart, true);
  return lazy && <lazy.AgentPart {...props} Parts={MessageParts} />;
}

function isOfAgents({ type }: MessagePart): boolean {
  return /agent$|^steer/.test(type);
}

type TextOf = Extract<MessagePart, { readonly text: string }>;

function isText(part: MessagePart): part is TextOf {
  return part.type === 'text' || part.type === 'reasoning';
}

function isVisible(part: MessagePart): boolean {
  if (isText(part)) return part.text !== '';
  return 'toolCallId' in part || 'url' in part || isOfAgents(part);
}

/** What a message says. Renders a `<div>`. */
export function MessageBody(props: MessagePartsProps): React.JSX.Element {
  return (
    <div className="rv-message-body">
      <MessageParts {...props} />
    </div>
  );
}
