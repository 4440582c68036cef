'use client';
import type * as React from 'react';
import { useEffect, useRef } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import type { StreamVoice } from './stream-voice.ts';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link StreamAnnouncer}. */
export interface StreamAnnouncerProps {
  /** The newest message. An answer is read out, however quickly it came; what was there before anybody asked is history. */
  readonly message: ChatMessage | undefined;
  /** Whether an answer is on its way. @default false */
  readonly isBusy?: boolean | undefined;
  /** How many messages wait for the present answer: that one more does is said. @default 0 */
  readonly queued?: number | undefined;
  /** How many of the oldest turns the newest answer was not given: that it begins is said once a chat. @default 0 */
  readonly droppedTurns?: number | undefined;
  readonly markdown?: MarkdownOptions | undefined;
}

/** What speaks, loaded once the page stands. */
export const streamVoice = new LazyPart(() => import('./stream-voice.ts'));

/** Reads a streaming answer to screen readers sentence by sentence. Renders an invisible `<div>` with live regions. */
export function StreamAnnouncer({
  message,
  isBusy = false,
  queued = 0,
  droppedTurns = 0,
  markdown,
}: StreamAnnouncerProps): React.JSX.Element {
  const labels = useLabels();
  const part = useLazyPart(streamVoice, true);
  const host = useRef<HTMLDivElement>(null);
  // Somebody may have asked before the voice had loaded.
  const awaited = useRef(false);
  const voice = useRef<StreamVoice>(undefined);
  const spokenFormula = markdown?.plugins?.findLast(
    (plugin) => plugin.spokenFormula,
  )?.spokenFormula;

  useEffect(() => {
    awaited.current ||= isBusy;
    if (!part || !host.current) return;
    voice.current ??= new part.StreamVoice(host.current);
    const wasAwaited = awaited.current;
    voice.current.tell({ message, isBusy: wasAwaited, droppedTurns, spokenFormula, labels });
    awaited.current = isBusy;
  }, [part, message, isBusy, droppedTurns, spokenFormula, labels]);

  const queuedBefore = useRef(queued);
  useEffect(() => {
    if (queued > queuedBefore.current) voice.current?.say(labels.queued);
    queuedBefore.current = queued;
  }, [queued, labels]);

  return <div ref={host} className="rv-visually-hidden" data-chrome="" />;
}
