'use client';
import type * as React from 'react';
import { useRef } from 'react';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatTypes } from '../protocol/chat-types.ts';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import type { ChatComponents } from './chat-components.ts';
import { ToolApprovalsContext, useToolApprovals } from './tools/tool-approvals.ts';
import type { ToolApprovalOptions } from './tools/tool-approvals.ts';
import { slotNames } from './messages/message-props.ts';
import type { MessageSlots } from './messages/message-props.ts';
import { ChatMessages } from './chat-messages.tsx';
import type { MessageListProps } from './messages/message-list.tsx';
import { fileOptionNames, type FileOptions } from './files/file-options.ts';
import { pressKey } from './chat-keys.ts';
import { useChatActs, type ChatActs } from './use-chat-acts.ts';
import { useErrorNotice, type ErrorNoticeState } from './use-error-notice.ts';
import type { ReadingEngine } from './voice/voice-engines.ts';
import type { UrlPolicy } from '../markdown/urls/url-policy.ts';
import { useKeyboardRoom } from './use-keyboard-room.ts';
import { useKeptDraft, type KeptDraft } from './use-kept-draft.ts';
import { LabelsContext } from '../view/labels-context.ts';
import { useLabels } from './labels/use-labels.ts';
import type { LabelledProps } from './labels/use-labels.ts';
import { splitProps } from './shared/split-props.ts';
import { withClass } from './shared/with-class.ts';
import { noMetrics } from '../chat/state/chat-metrics.ts';
import { Composer } from './composer/composer.tsx';
import type { ComposerProps } from './composer/composer.tsx';
import { ConnectionStatus } from './notices/connection-status.tsx';
import { ErrorNotice } from './notices/error-notice.tsx';
import { LateMeter } from './notices/late-meter.tsx';

/** Props of {@link Chat}; the rest goes to its `<section>`. */
export interface ChatProps<Types extends ChatTypes = ChatTypes>
  extends
    Omit<React.ComponentPropsWithoutRef<'section'>, 'children'>,
    LabelledProps,
    FileOptions,
    Omit<MessageSlots<Types>, 'components'>,
    ToolApprovalOptions,
    Pick<
      MessageListProps<Types>,
      'markdown' | 'renderMessage' | 'anchor' | 'find' | 'onQuote' | 'announce'
    > {
  /** What `useStreamingChat` gives. */
  readonly chat: StreamingChat<Types>;
  /** Components of the host in the place of the kit's. @default the kit's own */
  readonly components?: ChatComponents | undefined;
  /** Questions to begin with; a press sends one. @default none */
  readonly suggestions?: readonly string[] | undefined;
  /**
   * Questions to go on with, below a whole answer; a function chooses them by the answer.
   * @default what the server sends as `followUps` in the answer's metadata
   */
  readonly followUps?:
    | readonly string[]
    | ((answer: ChatMessage<Types>) => readonly string[] | undefined)
    | undefined;
  /** Stands above the messages. @default none */
  readonly header?: React.ReactNode | undefined;
  /** Stands beside all of that, over it on small screens: an `<Artifact>`. @default none */
  readonly aside?: React.ReactNode | undefined;
  /** Stands below the message field. @default none */
  readonly footer?: React.ReactNode | undefined;
  /** Buttons of the host before the send button; a function is given what is being written. @default none */
  readonly composerTools?: ComposerProps['tools'];
  /** Menus that open in the message field when their trigger is typed: people behind `@`, commands behind `/`. @default none */
  readonly menus?: ComposerProps['menus'];
  /** Stands in place of the title before the first message. @default an `<EmptyState>` */
  readonly emptyState?: React.ReactNode | undefined;
  /** Shown while the message field is empty. @default labels.placeholder */
  readonly placeholder?: string | undefined;
  /** Focuses the message field when the page opens. @default false */
  readonly autoFocus?: boolean | undefined;
  /**
   * Which pictures, recordings and videos load, in texts and beside them, where that is a request to somebody; `markdown` may
   * have one of its own. @default 'ask': a button loads each
   */
  readonly imagePolicy?: UrlPolicy | undefined;
  /**
   * Whether what is typed is kept until it is sent, where the chat's `storage` keeps drafts: it outlives a reload, and goes with
   * the chat. Files are not kept. @default true
   */
  readonly drafts?: boolean | undefined;
  /** Whether messages can be dictated: `true` by the browser's own speech recognition, where it has one, else by an engine. @default false */
  readonly dictation?: ComposerProps['dictation'];
  /** Whether answers can be read aloud: `true` by the browser's own voice, where it has one, else by an engine. @default false */
  readonly readAloud?: boolean | ReadingEngine | undefined;
  /** Whether files can be attached: by a button, by pasting, and by dropping them anywhere on the chat. @default true */
  readonly files?: boolean | undefined;
}

const listOptions = [
  'markdown',
  'imagePolicy',
  'readAloud',
  'renderMessage',
  'anchor',
  'find',
  'announce',
  'onQuote',
  'emptyState',
  'suggestions',
  'followUps',
] as const;

const dockOptions = [
  'placeholder',
  'autoFocus',
  'composerTools',
  'menus',
  'files',
  'dictation',
  ...fileOptionNames,
] as const;

/** A whole chat: messages, composer, errors, connection and speed. Fills its parent. Renders a `<section>`. */
export function Chat<Types extends ChatTypes = ChatTypes>(
  props: ChatProps<Types>,
): React.JSX.Element;
export function Chat({
  chat,
  header,
  drafts = true,
  labels,
  className,
  onKeyDown,
  ...props
}: ChatProps): React.JSX.Element {
  const [asking, asked] = splitProps(props, ['alwaysAllowed', 'onAlwaysAllow']);
  const [slots, unslotted] = splitProps(asked, slotNames);
  const [rows, others] = splitProps(unslotted, listOptions);
  const [field, places] = splitProps(others, dockOptions);
  const [{ footer, aside }, rest] = splitProps(places, ['footer', 'aside']);
  const root = useRef<HTMLElement>(null);
  const parts = useParts(chat, root, drafts);
  const texts = useLabels(labels);
  return (
    <LabelsContext.Provider value={texts}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape stops an answer wherever the focus is */}
      <section
        aria-label={texts.chat}
        {...rest}
        ref={root}
        className={withClass('rv-chat', className)}
        data-status={chat.status}
        onKeyDown={pressKey(chat, onKeyDown)}
      >
        {header}
        <ToolApprovalsContext.Provider value={useToolApprovals(chat, asking)}>
          <ChatMessages {...rows} {...slots} chat={chat} acts={parts.acts} />
        </ToolApprovalsContext.Provider>
        {/* Another chat, another message: nothing that is being written goes along. */}
        <ChatDock key={chat.chat.id} {...field} {...parts} slots={slots} />
        {footer}
        {aside && <div className="rv-aside">{aside}</div>}
      </section>
    </LabelsContext.Provider>
  );
}

/** What the parts of a chat share. */
function useParts(chat: StreamingChat, root: React.RefObject<HTMLElement | null>, drafts: boolean) {
  useKeyboardRoom(root);
  const errors = useErrorNotice(chat);
  const kept = useKeptDraft(chat.chat, drafts);
  const acts = useChatActs(chat, root, kept.give, errors.refuse);
  return { chat, acts, errors, kept };
}

/** Props of {@link ChatDock}. */
interface ChatDockProps extends Pick<ChatProps, (typeof dockOptions)[number]> {
  readonly kept: KeptDraft;
  readonly chat: StreamingChat;
  readonly acts: ChatActs;
  readonly errors: ErrorNoticeState;
  readonly slots: Pick<ChatProps, 'components' | 'meter'>;
}

/** What stays below the messages: connection, error, composer and speed. Renders a `<div>`. */
function ChatDock({
  chat,
  acts,
  errors,
  files = true,
  slots: { components = {}, meter = true },
  composerTools,
  kept,
  ...rest
}: ChatDockProps): React.JSX.Element {
  const { Composer: Field = Composer, StreamMeter: Meter = LateMeter } = components;
  const { ConnectionStatus: Line = ConnectionStatus, ErrorNotice: Notice = ErrorNotice } =
    components;
  const { status, isStreaming, metrics } = chat;
  const last = chat.messages.at(-1);
  // An answer that has ended shows the server's figures itself; twice would be once too often.
  const hasOwnFigures = !isStreaming && last?.metadata?.timings !== undefined;
  return (
    <div className="rv-dock">
      <Line status={status} retry={chat.retry} />
      {errors.shown && (
        <Notice
          error={errors.shown}
          onRetry={last && errors.canRetry ? () => acts.regenerate(last.id) : undefined}
          onDismiss={errors.dismiss}
        />
      )}
      <Field
        {...rest}
        {...kept.field}
        tools={composerTools}
        files={files}
        onSend={chat.send}
        onAbort={() => void chat.abort()}
        isStreaming={isStreaming}
        sendsWhileStreaming={chat.chat.whileStreaming !== 'reject'}
      />
      {meter && <Meter metrics={hasOwnFigures ? noMetrics : metrics} status={status} />}
    </div>
  );
}
