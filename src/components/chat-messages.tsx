import type * as React from 'react';
import type { StreamingChat } from '../chat/react/use-streaming-chat.ts';
import { FollowUps, type FollowUpsProps } from './follow-ups.tsx';
import type { ChatComponents } from './chat-components.ts';
import { ChatContext } from './messages/chat-context.ts';
import { Suggestions } from './composer/suggestions.tsx';
import { MessageList } from './messages/message-list.tsx';
import type { MessageListProps } from './messages/message-list.tsx';
import type { MessageSlots } from './messages/message-props.ts';
import { EmptyState } from './notices/empty-state.tsx';
import type { UrlPolicy } from '../markdown/urls/url-policy.ts';
import type { ChatActs } from './use-chat-acts.ts';
import { ReadAloudContext } from './voice/read-aloud-context.ts';
import type { ReadingEngine } from './voice/voice-engines.ts';
import { useImagePolicy } from './use-image-policy.ts';

/** Props of {@link ChatMessages}. */
interface ChatMessagesProps
  extends
    Omit<MessageSlots, 'components'>,
    Pick<
      MessageListProps,
      'markdown' | 'renderMessage' | 'anchor' | 'find' | 'onQuote' | 'announce' | 'emptyState'
    > {
  readonly components?: ChatComponents | undefined;
  readonly chat: StreamingChat;
  readonly acts: ChatActs;
  readonly suggestions?: readonly string[] | undefined;
  readonly imagePolicy?: UrlPolicy | undefined;
  readonly readAloud?: boolean | ReadingEngine | undefined;
  readonly followUps?: FollowUpsProps['followUps'];
}

/** The messages of a chat, or what stands there before the first one. */
export function ChatMessages({ readAloud = false, ...rest }: ChatMessagesProps): React.JSX.Element {
  return (
    <ChatContext.Provider value={rest.chat.chat}>
      <ReadAloudContext.Provider value={readAloud}>
        <ListOfChat {...rest} />
      </ReadAloudContext.Provider>
    </ChatContext.Provider>
  );
}

function ListOfChat({
  chat,
  acts,
  suggestions = [],
  emptyState,
  imagePolicy,
  followUps,
  ...rest
}: Omit<ChatMessagesProps, 'readAloud'>): React.JSX.Element {
  const { EmptyState: Empty = EmptyState, Suggestions: Questions = Suggestions } =
    rest.components ?? {};
  const markdown = useImagePolicy(imagePolicy, rest.markdown);
  return (
    <>
      <MessageList
        {...rest}
        markdown={markdown}
        messages={chat.messages}
        status={chat.status}
        queue={chat.queue}
        outbox={chat.outbox}
        onUnqueue={acts.unqueue}
        onResend={acts.resend}
        onRegenerate={acts.regenerate}
        onEdit={acts.edit}
        onContinue={acts.goOn}
        onApproveTool={chat.approveTool}
        onSwitch={acts.switchTo}
        emptyState={
          <>
            {emptyState === undefined ? <Empty /> : emptyState}
            <Questions suggestions={suggestions} onSelect={acts.ask} />
          </>
        }
      />
      <FollowUps {...{ chat, followUps, Questions }} onSelect={acts.ask} />
    </>
  );
}
