'use client';
import type * as React from 'react';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import type { SendResult } from '../chat/state/send-result.ts';
import type { ChatInput } from '../chat/options/chat-input.ts';
import type { ChatTypes } from '../protocol/chat-types.ts';
import { LabelsContext } from '../view/labels-context.ts';
import { Chat, type ChatProps } from './chat.tsx';
import { Composer } from './composer/composer.tsx';
import { fileOptionNames, type FileOptions } from './files/file-options.ts';
import { useConversationLabels } from './labels/use-conversation-labels.ts';
import type { LabelledProps } from './labels/use-labels.ts';
import { splitProps } from './shared/split-props.ts';
import { withClass } from './shared/with-class.ts';

/** One of the chats that are compared. */
export interface ComparedChat<Types extends ChatTypes = ChatTypes> {
  /** What tells it from the others: the name of its model. */
  readonly name: string;
  /** What `useStreamingChat` gives. */
  readonly chat: StreamingChat<Types>;
}

/** Props of {@link ChatCompare}; the rest goes to its `<section>`. */
export interface ChatCompareProps<Types extends ChatTypes = ChatTypes>
  extends
    Omit<React.ComponentPropsWithoutRef<'section'>, 'children' | 'autoFocus' | 'placeholder'>,
    LabelledProps,
    FileOptions,
    Pick<ChatProps<Types>, 'files' | 'placeholder' | 'autoFocus' | 'dictation'> {
  /** The chats, side by side in this order; where there is no room, one below the other. */
  readonly chats: readonly ComparedChat<Types>[];
  /** Is told which of them the user goes on with; the others have been stopped. @default none, and no buttons */
  readonly onChoose?: ((chosen: ComparedChat<Types>) => void) | undefined;
  /** What each chat is shown with: `markdown`, `parts`, `meter` and so on. @default {} */
  readonly chatProps?: Omit<ChatProps<Types>, 'chat' | 'header'> | undefined;
}

// One field asks them all.
const withoutField = { Composer: () => null };

/**
 * The same question to several models: each answers in a chat of its own, with its own speed, and one field asks and stops
 * them all. Fills its parent. Renders a `<section>`.
 */
export function ChatCompare<Types extends ChatTypes = ChatTypes>(
  props: ChatCompareProps<Types>,
): React.JSX.Element;
export function ChatCompare({
  chats,
  onChoose,
  chatProps,
  labels,
  className,
  ...props
}: ChatCompareProps): React.JSX.Element {
  const texts = useConversationLabels(labels);
  const [field, rest] = splitProps(props, fieldOptions);
  const isStreaming = chats.some(({ chat }) => chat.isStreaming);
  const choose = (chosen: ComparedChat) => {
    for (const { chat } of chats) if (chat !== chosen.chat && chat.isStreaming) void chat.abort();
    onChoose?.(chosen);
  };
  return (
    <LabelsContext.Provider value={texts}>
      <section
        aria-label={texts.compare}
        {...rest}
        className={withClass('rv-compare', className)}
        data-status={isStreaming ? 'streaming' : 'ready'}
      >
        <div className="rv-compared">
          {chats.map((compared) => (
            <Chat
              key={compared.chat.chat.id}
              announce="brief"
              aria-label={compared.name}
              {...chatProps}
              components={{ ...chatProps?.components, ...withoutField }}
              chat={compared.chat}
              header={
                <Head
                  name={compared.name}
                  choice={texts.goOnWith(compared.name)}
                  onChoose={
                    onChoose && compared.chat.messages.length > 0
                      ? () => choose(compared)
                      : undefined
                  }
                />
              }
            />
          ))}
        </div>
        <Composer
          files
          {...field}
          onSend={(input) => sendToAll(chats, input)}
          onAbort={() => stopAll(chats)}
          isStreaming={isStreaming}
          sendsWhileStreaming={chats.every(({ chat }) => chat.chat.whileStreaming !== 'reject')}
        />
      </section>
    </LabelsContext.Provider>
  );
}

const fieldOptions = [
  'placeholder',
  'autoFocus',
  'files',
  'dictation',
  ...fileOptionNames,
] as const;

/** Asks each; the field keeps what all have refused. What one alone refuses is told in its chat. */
async function sendToAll(
  chats: readonly ComparedChat[],
  input: string | ChatInput,
): Promise<SendResult> {
  const results = await Promise.all(chats.map(({ chat }) => chat.send(input)));
  return results.find(({ accepted }) => accepted) ?? (results[0] as SendResult);
}

function stopAll(chats: readonly ComparedChat[]): void {
  for (const { chat } of chats) if (chat.isStreaming) void chat.abort();
}

interface HeadProps {
  readonly name: string;
  readonly choice: string;
  readonly onChoose: (() => void) | undefined;
}

function Head({ name, choice, onChoose }: HeadProps): React.JSX.Element {
  return (
    <header className="rv-compare-head" data-chrome="">
      <strong dir="auto">{name}</strong>
      {onChoose && (
        <button type="button" className="rv-button" onClick={onChoose}>
          {choice}
        </button>
      )}
    </header>
  );
}
