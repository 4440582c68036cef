'use client';
import type * as React from 'react';
import { useId, useRef } from 'react';
import type { StreamingChat } from '../../chat/react/use-streaming-chat.ts';
import { LabelsContext } from '../../view/labels-context.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { useConversationLabels } from '../labels/use-conversation-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';
import { ListIcon } from './list-icon.tsx';
import { useNewAnswers } from './use-new-answers.ts';
import { useWidget, type Widget } from './use-widget.ts';

/** Props of {@link ChatWidget}; the rest goes to its outer `<div>`. */
export interface ChatWidgetProps extends React.ComponentPropsWithoutRef<'div'>, LabelledProps {
  /** What it opens: a `<Chat>`. It is rendered when it is opened for the first time, and kept from then on. @default nothing */
  readonly children?: React.ReactNode;
  /** Whether it opens as a panel above its bubble or as one along the side of the window. On phones it has the whole window. @default 'bubble' */
  readonly variant?: 'bubble' | 'side' | undefined;
  /** At which side of the window it stands, in the direction of the text. @default 'end' */
  readonly placement?: 'start' | 'end' | undefined;
  /** Whether it is open at first. @default false */
  readonly defaultOpen?: boolean | undefined;
  /** Whether it is open, where the host says so; then `onOpenChange` has to change it. @default its own */
  readonly open?: boolean | undefined;
  /** Is told when it is to be opened or closed. @default none */
  readonly onOpenChange?: ((isOpen: boolean) => void) | undefined;
  /** The chat that is in it: answers that end while it is closed are counted on the bubble. @default none are counted */
  readonly chat?: StreamingChat | undefined;
  /** Stands above the chat. @default labels.chat */
  readonly heading?: React.ReactNode | undefined;
}

/**
 * A chat behind a bubble in the corner of a page: opens with the focus in it, Escape closes it and gives the focus back, and what
 * was said in it stays. Put it last into the page's body. Renders a `<div>`.
 */
export function ChatWidget({
  children,
  variant = 'bubble',
  placement = 'end',
  defaultOpen = false,
  open,
  onOpenChange,
  chat,
  heading,
  labels,
  className,
  ...rest
}: ChatWidgetProps): React.JSX.Element {
  const texts = useConversationLabels(labels);
  const panel = useRef<HTMLDivElement>(null);
  const bubble = useRef<HTMLButtonElement>(null);
  const widget = useWidget({ panel, bubble, defaultOpen, open, onOpenChange });
  const id = useId();
  return (
    <LabelsContext.Provider value={texts}>
      <div
        {...rest}
        className={withClass('rv-widget', className)}
        data-variant={variant}
        data-placement={placement}
        data-open={widget.isOpen || undefined}
        data-full={widget.isFull || undefined}
        data-chrome=""
      >
        <Bubble {...{ id, bubble, widget, texts, chat }} />
        <WidgetPanel {...{ id, panel, widget, texts, heading }}>{children}</WidgetPanel>
      </div>
    </LabelsContext.Provider>
  );
}

interface BubbleProps extends Pick<ChatWidgetProps, 'chat'> {
  /** Of the panel. */
  readonly id: string;
  readonly bubble: React.RefObject<HTMLButtonElement | null>;
  readonly widget: Widget;
  readonly texts: ChatLabels;
}

function Bubble({ id, bubble, widget, texts, chat }: BubbleProps): React.JSX.Element {
  const { isOpen } = widget;
  const count = useNewAnswers(chat, isOpen);
  const news = count > 0 ? texts.newAnswers(count) : '';
  return (
    <>
      <button
        ref={bubble}
        type="button"
        className="rv-widget-bubble"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-haspopup="dialog"
        aria-label={[isOpen ? texts.closeChat : texts.openChat, news].filter(Boolean).join(', ')}
        onClick={() => widget.set(!isOpen)}
      >
        <ListIcon shape={isOpen ? 'down' : 'bubble'} />
        {count > 0 && (
          <span className="rv-widget-count" aria-hidden="true">
            {count > 99 ? '99+' : count}
          </span>
        )}
      </button>
      {/* Told to who does not see the bubble. */}
      <output className="rv-visually-hidden">{news}</output>
    </>
  );
}

interface WidgetPanelProps extends WidgetHeadProps {
  readonly id: string;
  readonly panel: React.RefObject<HTMLDivElement | null>;
  readonly children: React.ReactNode;
}

function WidgetPanel({ id, panel, children, ...head }: WidgetPanelProps): React.JSX.Element {
  const { widget, texts } = head;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it wherever the focus is
    <div
      ref={panel}
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the page behind it stays in use
      role="dialog"
      aria-label={texts.chat}
      aria-modal={widget.isFull || undefined}
      tabIndex={-1}
      hidden={!widget.isOpen}
      className="rv-widget-panel"
      onKeyDown={widget.pressKey}
    >
      <WidgetHead {...head} />
      {widget.wasOpened && <div className="rv-widget-chat">{children}</div>}
    </div>
  );
}

interface WidgetHeadProps extends Pick<ChatWidgetProps, 'heading'> {
  readonly widget: Widget;
  readonly texts: ChatLabels;
}

function WidgetHead({ widget, texts, heading = texts.chat }: WidgetHeadProps): React.JSX.Element {
  const { isFull, isPhone, setFull, set } = widget;
  const words = isFull ? texts.leaveFullScreen : texts.fullScreen;
  return (
    <div className="rv-widget-head">
      <span className="rv-widget-title">{heading}</span>
      {!isPhone && (
        <button
          type="button"
          className="rv-action"
          aria-label={words}
          title={words}
          onClick={() => setFull(!isFull)}
        >
          <ListIcon shape={isFull ? 'leaveFull' : 'full'} />
        </button>
      )}
      <button
        type="button"
        className="rv-action"
        aria-label={texts.closeChat}
        title={texts.closeChat}
        onClick={() => set(false)}
      >
        <ListIcon shape="close" />
      </button>
    </div>
  );
}
