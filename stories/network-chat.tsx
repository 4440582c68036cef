import { useEffect, useState } from 'react';
import { messageText } from 'rivulet/protocol';
import type { ChatRequest } from 'rivulet/protocol';
import { Chat } from 'rivulet/components';
import type { UiFormat } from 'rivulet/components';
import { offlineOutbox, useStreamingChat } from 'rivulet/chat';
import { scriptedTransport } from 'rivulet/testing';
import type { Script } from 'rivulet/testing';
import { restoreLine, setOnline } from './browser-line.ts';
import { shapeText } from './network-shape.ts';
import type { NetworkShape } from './network-shape.ts';
import { documents } from './documents.ts';

/** Props of {@link NetworkChat}. */
export interface NetworkChatProps extends NetworkShape {
  /** What every answer says. */
  readonly text: string;
  /** Is asked when the story opens. */
  readonly ask: string;
  /** The browser has no network. */
  readonly isOffline: boolean;
  /** Formats of interfaces in the answers. */
  readonly uiFormats?: readonly UiFormat[];
}

/** A chat on a network of choice; with another shape it begins anew. */
export function NetworkChat({ text, ask, isOffline, uiFormats, ...shape }: NetworkChatProps) {
  const key = JSON.stringify({ text, ask, shape });
  return (
    <div className="story-frame">
      <ShapedChat key={key} {...{ text, ask, isOffline, shape, uiFormats }} />
    </div>
  );
}

function ShapedChat(props: {
  readonly text: string;
  readonly ask: string;
  readonly isOffline: boolean;
  readonly shape: NetworkShape;
  readonly uiFormats: readonly UiFormat[] | undefined;
}) {
  const { text, ask, isOffline, shape, uiFormats } = props;
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
  return <Chat chat={chat} uiFormats={uiFormats} />;
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

documents(NetworkChat, Chat);
