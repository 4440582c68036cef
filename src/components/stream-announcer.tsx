'use client';
import { useEffect, useRef } from 'react';
import type { ChatMessage } from '../protocol/chat-message.ts';
import { messageText } from '../protocol/chat-message.ts';
import { endLabel } from './message-end.tsx';
import { Narrator } from './narrator.ts';
import { useLabels } from './use-labels.ts';

/** Props of {@link StreamAnnouncer}. */
export interface StreamAnnouncerProps {
  /** The newest message; what had ended before it was first seen is history and not read out. */
  readonly message: ChatMessage | undefined;
  /** How many messages wait for the present answer: that one more does is said. @default 0 */
  readonly queued?: number | undefined;
  /** How many of the oldest turns the newest answer was not given: that it begins is said once a chat. @default 0 */
  readonly droppedTurns?: number | undefined;
}

/** Reads a streaming answer to screen readers sentence by sentence. Renders an invisible `<div>` with a polite live region. */
export function StreamAnnouncer({
  message,
  queued = 0,
  droppedTurns = 0,
}: StreamAnnouncerProps): React.JSX.Element {
  const labels = useLabels();
  const host = useRef<HTMLDivElement>(null);
  const region = useRef<HTMLElement>(undefined);
  const told = useRef<{ id: string; narrator: Narrator; hasEnded: boolean }>(undefined);
  const isForgetting = useRef(false);

  useEffect(() => {
    if (!host.current) return;
    region.current ??= openRegion(host.current);
    if (!message) isForgetting.current = false;
    if (message?.role !== 'assistant') return;
    if (told.current?.id !== message.id) {
      const hasEnded = message.end !== undefined;
      told.current = { id: message.id, narrator: new Narrator(labels.codeBlock), hasEnded };
      region.current.replaceChildren();
    }
    const { narrator, hasEnded } = told.current;
    const begins = droppedTurns > 0 && !isForgetting.current;
    if (begins) isForgetting.current = true;
    if (hasEnded) return;
    if (begins) announce(region.current, labels.droppedTurns(droppedTurns));
    const isDone = message.end !== undefined;
    told.current.hasEnded = isDone;
    announce(region.current, narrator.take(messageText(message), isDone));
    announce(region.current, endLabel(message, labels));
  }, [message, droppedTurns, labels]);

  const queuedBefore = useRef(queued);
  useEffect(() => {
    if (region.current && queued > queuedBefore.current) announce(region.current, labels.queued);
    queuedBefore.current = queued;
  }, [queued, labels]);

  return <div ref={host} className="rv-visually-hidden" data-chrome="" />;
}

// In a shadow root the words reach the accessibility tree only: a page search, a copy of the chat and the queries of
// tests would else find every sentence twice.
function openRegion(host: HTMLElement): HTMLElement {
  const region = host.ownerDocument.createElement('div');
  region.setAttribute('aria-live', 'polite');
  host.attachShadow({ mode: 'closed' }).append(region);
  return region;
}

// Added nodes are queued by screen readers; a text that is replaced would cut the sentence before it short.
function announce(region: HTMLElement, words: string): void {
  if (!words) return;
  const line = region.ownerDocument.createElement('p');
  line.textContent = words;
  region.append(line);
}
