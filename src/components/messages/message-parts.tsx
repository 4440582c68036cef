import type * as React from 'react';
import { createElement } from 'react';
import type { ChatMessage, MessagePart, ToolPart } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import { joinText } from '../../protocol/join-text.ts';
import { placePictures } from '../files/drawn-picture.ts';
import { LabelsContext } from '../../view/labels-context.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import type { ApproveTool } from '../tools/tool-call.tsx';
import { ToolRun } from '../tools/tool-run.tsx';
import { HostBoundary } from './host-boundary.tsx';
import { KitPart } from './kit-part.tsx';
import type { MessageSlots } from './message-props.ts';
import { MessageSlotsProvider, useMessageSlots } from './message-slots.tsx';
import { partRuns } from './part-runs.ts';
import {
  componentOf,
  isSource,
  isVisible,
  type PlacedPart,
  type ShownParts,
} from './shown-part.ts';
import { Sources, type SourcePart } from './sources.tsx';

/** The parts of a message in order. Step borders show nothing, nor data of applications without a component of the host. */
function Parts({ message, ...rest }: ShownParts): React.JSX.Element {
  const own = useMessageSlots();
  const { role, end } = message;
  const { isStreaming } = rest;
  const isOwn = (part: MessagePart) => componentOf(part, own) !== undefined;
  const parts =
    role === 'assistant' ? placePictures(joinText(message.parts), isOwn) : message.parts;
  const isWhole = end === undefined || end === 'complete';
  const cutPart = isWhole ? undefined : parts.findLast(({ type }) => type !== 'step-start');
  const shown = { ...rest, message, markdown: withSources(parts, rest.markdown), Parts };
  const isShown = (part: MessagePart) => isVisible(part, own);
  const isCall = (part: MessagePart) =>
    'toolCallId' in part && componentOf(part, own) === undefined;
  const sources = parts.filter((part) => isSource(part) && componentOf(part, own) === undefined);
  const place = (index: number) => {
    const part = parts[index] as MessagePart;
    return <Part key={index} {...shown} part={part} isCut={part === cutPart} />;
  };
  const last = parts.findLastIndex(isShown);
  return (
    <>
      {partRuns(parts, isCall, isShown).map(({ at, places, isOfCalls }) =>
        isOfCalls ? (
          <ToolRun
            // Parts are only ever appended, so their place is their name.
            key={at}
            calls={places.map((index) => parts[index] as ToolPart)}
            isOver={!isStreaming || !places.includes(last)}
          >
            {places.map(place)}
          </ToolRun>
        ) : (
          place(at)
        ),
      )}
      {isStreaming && last < 0 && <TypingIndicator />}
      {!isStreaming && sources.length > 0 && (
        <Sources sources={sources as SourcePart[]} linkPolicy={rest.markdown?.linkPolicy} />
      )}
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

function Part(props: PlacedPart): React.ReactNode {
  const { part, message, isStreaming, markdown, onApproveTool } = props;
  const Own = componentOf(part, useMessageSlots());
  const kits = <KitPart {...props} />;
  if (Own === undefined) return kits;
  if (Own === null) return null;
  const own = createElement(Own, {
    part,
    message,
    isStreaming,
    markdown,
    onApproveTool,
    // As a prop its type is checked; as an argument of its own it would be missing.
    // oxlint-disable-next-line react/no-children-prop
    children: kits,
  });
  return (
    <HostBoundary of={part} standIn={kits}>
      {own}
    </HostBoundary>
  );
}

/** Props of {@link MessageParts}. */
export interface MessagePartsProps<Types extends ChatTypes = ChatTypes>
  extends LabelledProps, Pick<MessageSlots<Types>, 'parts' | 'components' | 'uiFormats'> {
  /** The message whose parts are shown. */
  readonly message: ChatMessage<Types>;
  /** Whether more of it is on its way. @default false */
  readonly isStreaming?: boolean | undefined;
  /** How its text is rendered. @default {} */
  readonly markdown?: MarkdownOptions | undefined;
  /** Answers a tool call that waits for approval; without it there are no buttons. @default none */
  readonly onApproveTool?: ApproveTool | undefined;
}

/** What a message says, without its author, actions and end. Renders a `<div>`. */
export function MessageParts<Types extends ChatTypes = ChatTypes>(
  props: MessagePartsProps<Types>,
): React.JSX.Element;
export function MessageParts({
  isStreaming = false,
  labels,
  parts,
  components,
  uiFormats,
  ...rest
}: MessagePartsProps): React.JSX.Element {
  const texts = useLabels(labels);
  return (
    <LabelsContext.Provider value={texts}>
      <MessageSlotsProvider slots={{ parts, components, uiFormats }}>
        <div className="rv-message-body">
          <Parts {...rest} isStreaming={isStreaming} />
        </div>
      </MessageSlotsProvider>
    </LabelsContext.Provider>
  );
}
