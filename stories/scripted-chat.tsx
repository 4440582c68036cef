import { useEffect, useState } from 'react';
import type { ChatMessage } from 'rivulet/protocol';
import { Chat } from 'rivulet/components';
import type { ChatProps } from 'rivulet/components';
import { useStreamingChat } from 'rivulet/chat';
import type { UseStreamingChatOptions } from 'rivulet/chat';
import { scriptedTransport } from 'rivulet/testing';
import type { Script } from 'rivulet/testing';
import { documents } from './documents.ts';

/** Props of {@link ScriptedChat}: those of `Chat`, with a script in place of a server. */
export interface ScriptedChatProps extends Omit<ChatProps, 'chat'> {
  /** What the server says to each request; the last one is said again and again. */
  readonly scripts: readonly Script[];
  /** Is asked when the story opens. @default nothing */
  readonly ask?: string;
  readonly history?: readonly ChatMessage[];
  /** Of the chat's store. */
  readonly options?: Omit<UseStreamingChatOptions, 'transport'>;
}

/** A whole chat whose server is a script: the same at every run, and without a network. */
export function ScriptedChat({ scripts, ask, history = [], options, ...rest }: ScriptedChatProps) {
  const [transport] = useState(() =>
    scriptedTransport((_request, index) => scripts[Math.min(index, scripts.length - 1)] ?? []),
  );
  const chat = useStreamingChat({ ...options, transport, initialMessages: history });
  const { send } = chat;
  useEffect(() => {
    if (ask !== undefined) void send(ask);
  }, [ask, send]);
  return (
    <div className="story-frame">
      <Chat chat={chat} {...rest} />
    </div>
  );
}

/** A step that lasts until the story is closed. */
export const forever = { wait: 1e9 } as const;

documents(ScriptedChat, Chat);
