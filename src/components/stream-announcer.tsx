'use client';
import { useEffect, useRef } from 'react';
import type { ChatMessage } from '../protocol/chat-message.ts';
import { messageText } from '../protocol/chat-message.ts';
import { endLabel } from './message-end.tsx';
import { Narrator } from './narrator.ts';

/** Props of {@link StreamAnnouncer}. */
export interface StreamAnnouncerProps {
  /** The newest message; what had ended before it was first seen is history and not read out. */
  readonly message: ChatMessage | undefined;
}

/** Reads a streaming answer to screen readers sentence by sentence. Renders an invisible polite live region. */
export function StreamAnnouncer({ message }: StreamAnnouncerProps): React.JSX.Element {
  const region = useRef<HTMLDivElement>(null);
  const current = useRef<{ id: string; narrator: Narrator; hasEnded: boolean }>(undefined);

  useEffect(() => {
    if (!region.current || message?.role !== 'assistant') return;
    if (current.current?.id !== message.id) {
      const hasEnded = message.end !== undefined;
      current.current = { id: message.id, narrator: new Narrator(), hasEnded };
      region.current.replaceChildren();
    }
    const told = current.current;
    if (told.hasEnded) return;
    told.hasEnded = message.end !== undefined;
    announce(region.current, told.narrator.take(messageText(message), told.hasEnded));
    if (told.hasEnded) announce(region.current, endLabel(message));
  }, [message]);

  return <div ref={region} className="rv-visually-hidden" aria-live="polite" data-chrome="" />;
}

// Added nodes are queued by screen readers; a text that is replaced would cut the sentence before it short.
function announce(region: HTMLElement, words: string): void {
  if (!words) return;
  const line = region.ownerDocument.createElement('p');
  line.textContent = words;
  region.append(line);
}
