import { useEffect, useState } from 'react';
import { messageText } from 'rivulet/protocol';
import type { ChatRequest } from 'rivulet/protocol';
import { Chat } from 'rivulet/components';
import { offlineOutbox, useStreamingChat } from 'rivulet/chat';
import { scriptedTransport } from 'rivulet/testing';
import type { Script } from 'rivulet/testing';
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

/** A chat on a network of choice; with another shape it begins anew. */
export function NetworkChat({ text, ask, isOffline, ...shape }: NetworkChatProps) {
  const key = JSON.stringify({ text, ask, shape });
  return (
    <div className="story-frame">
      <ShapedChat key={key} text={text} ask={ask} isOffline={isOffline} shape={shape} />
    </div>
  );
}

function ShapedChat(props: {
  readonly text: string;
  readonly ask: string;
  readonly isOffline: boolean;
  readonly shape: NetworkShape;
}) {
  const { text, ask, isOffline, shape } = props;
  const [transport] = useState(() =>
    scriptedTransport((request, index) => answerTo(request, index, text, shape)),
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
  return <Chat chat={chat} />;
}

/** Only the first answer meets the trouble: what is asked again gets through. */
function answerTo(
  { messages }: ChatRequest,
  index: number,
  text: string,
  shape: NetworkShape,
): Script {
  const last = messages.at(-1);
  const rest = last?.role === 'assistant' ? text.slice(messageText(last).length) : text;
  const later = { ...shape, dropAt: 0, serverError: 'none' } as const;
  return shapeText(rest, index === 0 ? shape : later);
}
