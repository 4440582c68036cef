'use client';
import type * as React from 'react';
import { useContext, useEffect, useRef } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import type { StreamVoice } from './stream-voice.ts';
import { useLabels } from '../labels/use-labels.ts';
import { SpeechClockContext } from './speech-clock.ts';
import { ToolApprovalsContext } from '../tools/tool-approvals.ts';

/** Props of {@link StreamAnnouncer}. */
export interface StreamAnnouncerProps {
  /** The newest answer is read out, however quickly it came; what was there before anybody asked is history. */
  readonly messages: readonly ChatMessage[];
  /** Whether an answer is on its way. @default false */
  readonly isBusy?: boolean | undefined;
  /** How many messages wait for the present answer: that one more does is said. @default 0 */
  readonly queued?: number | undefined;
  /** How many of the oldest turns the newest answer was not given: that it begins is said once a chat. @default 0 */
  readonly droppedTurns?: number | undefined;
  /** How much is said. @default 'full' */
  readonly announce?: 'full' | 'brief' | 'off' | undefined;
  readonly markdown?: MarkdownOptions | undefined;
}

/** What speaks, loaded once the page stands. */
export const streamVoice = new LazyPart(() => import('./stream-voice.ts'));

/** Reads a streaming answer to screen readers sentence by sentence. Renders an invisible `<div>` with live regions. */
export function StreamAnnouncer({
  messages,
  isBusy = false,
  queued = 0,
  droppedTurns = 0,
  announce = 'full',
  markdown,
}: StreamAnnouncerProps): React.JSX.Element {
  const labels = useLabels();
  const { allowed } = useContext(ToolApprovalsContext);
  const clock = useContext(SpeechClockContext);
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
    const isFirst = voice.current === undefined;
    voice.current ??= new part.StreamVoice(host.current);
    voice.current.tell({
      messages,
      isBusy: isFirst ? awaited.current : isBusy,
      droppedTurns,
      queued,
      announce,
      spokenFormula,
      labels,
      allowed,
      clock,
    });
  }, [
    part,
    clock,
    messages,
    isBusy,
    droppedTurns,
    queued,
    announce,
    spokenFormula,
    labels,
    allowed,
  ]);
  useEffect(() => () => voice.current?.rest(), []);

  return <div ref={host} className="rv-visually-hidden" data-chrome="" />;
}
