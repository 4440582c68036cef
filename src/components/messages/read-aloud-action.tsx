import type * as React from 'react';
import { useContext } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { ReadAloudButton } from '../voice/lazy-voice.tsx';
import { ReadAloudContext } from '../voice/read-aloud-context.ts';

/** The button that reads an answer aloud, where the chat around has a voice and once it has loaded. */
export function ReadAloudAction({ message }: { readonly message: ChatMessage }): React.ReactNode {
  const engine = useContext(ReadAloudContext);
  return engine && <ReadAloudButton message={message} engine={engine} />;
}
