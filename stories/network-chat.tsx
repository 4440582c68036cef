import { useEffect, useRef, useState } from 'react';
import { messageText } from 'rivulet/protocol';
import { Chat } from 'rivulet/components';
import { offlineOutbox, useStreamingChat } from 'rivulet/chat';
import { scriptedTransport } from 'rivulet/testing';
import { restoreLine, setOnline } from './browser-line.ts';
import { shapeText } from './network-shape.ts';
import type { NetworkShape } from './network-shape.ts';

/** Props of {@link NetworkChat}. */
export interface NetworkChatProps extends NetworkShape {
  /** What every answer says. */
  readonly text: string;
  /** Is asked when the story opens. */
  readonly ask: string;
  /** The browser has no network. */
  readonly isOffline: boolean;
}

/** A chat on a network of choice; another shape holds from the next question on. */
export function NetworkChat({ text, ask, isOffline, ...shape }: NetworkChatProps) {
  const latest = useRef({ text, shape });
  useEffect(() => {
    latest.current = { text, shape };
  });
  const [transport] = useState(() =>
    scriptedTransport(({ messages }, index) => {
      const last = messages.at(-1);
      // Only the first answer meets the trouble: what is asked again gets through.
      const { text: whole, shape: network } = latest.current;
      const rest = last?.role === 'assistant' ? whole.slice(messageText(last).length) : whole;
      return shapeText(
        rest,
        index === 0 ? network : { ...network, dropAt: 0, serverError: 'none' },
      );
    }),
  );
  const chat = useStreamingChat({ transport, outbox: offlineOutbox(), whileStreaming: 'queue' });
  const { send } = chat;
  useEffect(() => {
    if (!isOffline) return undefined;
    setOnline(false);
    return restoreLine;
  }, [isOffline]);
  useEffect(() => {
    if (ask) void send(ask);
  }, [ask, send]);
  return (
    <div className="story-frame">
      <Chat chat={chat} />
    </div>
  );
}
