import type * as React from 'react';
import { createContext, memo, useContext, useEffect, useRef, useState } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import { withClass } from '../shared/with-class.ts';
import { FarMessage } from './far-message.tsx';
import type { FarRows } from './far-rows.ts';
import { useMessageSlots } from './message-slots.tsx';
import { Message } from './message.tsx';
import { contentOptions } from './message-props.ts';
import type { MessageContentOptions } from './message-props.ts';

/** What the messages of a list are rendered with. */
export interface MessageRowOptions<
  Types extends ChatTypes = ChatTypes,
> extends MessageContentOptions {
  /** Renders a message in place of `<Message>`. @default a `<Message>` */
  readonly renderMessage?:
    | ((message: ChatMessage<Types>, isStreaming: boolean) => React.ReactNode)
    | undefined;
}

/** The names of {@link MessageRowOptions}. */
export const rowOptions = ['renderMessage', ...contentOptions] as const;

/** What all rows of a list know; the same object while an answer grows. */
interface RowSettings {
  readonly options: MessageRowOptions;
  readonly isBusy: boolean;
  readonly lastId: string | undefined;
}

// Only rows that are formatted read what changes, so that a new question renders no far message again.
/** What the rows that are formatted know. */
export const SettingsContext: React.Context<RowSettings | undefined> = createContext<
  RowSettings | undefined
>(undefined);
/** What formats the rows that come near. */
export const RowsContext: React.Context<FarRows | undefined> = createContext<FarRows | undefined>(
  undefined,
);

/** A row of the list; a `<div>`, as between a list and its rows stand groups. */
export function Item(props: React.ComponentPropsWithRef<'div'>): React.JSX.Element {
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <ol> may only hold <li>s
  return <div role="listitem" {...props} className={withClass('rv-row', props.className)} />;
}

interface RowProps {
  readonly message: ChatMessage;
  /** Whether it is formatted from the beginning. */
  readonly startsNear: boolean;
  /** Who wrote it, in words. */
  readonly author: string;
}

/** One message of a list: formatted, or as text while it is far. Renders a list item. */
export const Row: React.NamedExoticComponent<RowProps> = memo(function Row({
  message,
  startsNear,
  author,
}: RowProps) {
  const rows = useContext(RowsContext);
  const element = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(startsNear);
  const [startedNear] = useState(startsNear);
  useEffect(() => {
    if (!element.current) return undefined;
    return rows?.add(element.current, { isNear: startedNear, setNear });
  }, [rows, startedNear]);
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <ol> may only hold <li>s
    <div ref={element} role="listitem" className="rv-row">
      {isNear ? <NearMessage message={message} /> : <FarMessage {...{ message, author }} />}
    </div>
  );
});

/** One message of a list, formatted. Only the last one can grow, be asked for anew or be gone on with. */
function NearMessage({ message }: { readonly message: ChatMessage }): React.ReactNode {
  const settings = useContext(SettingsContext);
  const { components } = useMessageSlots();
  const Shown = components?.Message ?? Message;
  if (!settings) return null;
  const { options, isBusy } = settings;
  const { renderMessage, onRegenerate, onContinue, onApproveTool, onSwitch, ...rest } = options;
  const isLast = message.id === settings.lastId;
  const isStreaming = isBusy && isLast && !message.end && message.role === 'assistant';
  // Who has no other versions need not hear that there is nothing to switch to meanwhile.
  const canSwitch = !isBusy && message.siblings !== undefined;
  return (
    renderMessage?.(message, isStreaming) ?? (
      <Shown
        {...rest}
        message={message}
        isStreaming={isStreaming}
        onRegenerate={isLast ? onRegenerate : undefined}
        onContinue={isLast ? onContinue : undefined}
        onApproveTool={isLast ? onApproveTool : undefined}
        onSwitch={canSwitch ? onSwitch : undefined}
      />
    )
  );
}
