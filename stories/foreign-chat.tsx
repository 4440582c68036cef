import { useEffect, useState } from 'react';
import { useStreamingChat } from 'rivulet/chat';
import { Chat } from 'rivulet/components';
import { httpTransport } from 'rivulet/transports';
import { backends, type BackendName, type ForeignBackend } from './foreign-backends.ts';
import { playedFetch } from './played-fetch.ts';
import { documents } from './documents.ts';

/** Props of {@link ForeignChat}. */
export interface ForeignChatProps {
  readonly backend: BackendName;
  /** Whether the connection breaks in the middle of the first answer. */
  readonly isCut: boolean;
  /** Milliseconds between two pieces of the stream. */
  readonly pauseMs: number;
}

/** A whole chat with a recorded backend: its bytes, our transport, no network. */
export function ForeignChat(props: ForeignChatProps) {
  return (
    <div className="story-frame">
      <PlayedChat key={JSON.stringify(props)} {...props} />
    </div>
  );
}

function PlayedChat({ backend, isCut, pauseMs }: ForeignChatProps) {
  const [transport] = useState(() => {
    const { record, contentType, goOn, options }: ForeignBackend = backends[backend];
    return httpTransport({
      url: 'https://backend.example/chat',
      ...options,
      retry: { baseMs: 300 },
      fetch: playedFetch(record, contentType, { pieces: 40, pauseMs, isCut, goOn }),
    });
  });
  const chat = useStreamingChat({ transport });
  const { send } = chat;
  useEffect(() => void send('How does it work?'), [send]);
  return <Chat chat={chat} />;
}

documents(ForeignChat, Chat);
