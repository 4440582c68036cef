'use client';
import type * as React from 'react';
import type { MessageMetadata } from '../../protocol/message-metadata.ts';
import { formatCount, formatMs, formatRate } from '../labels/format-figures.ts';
import { useLabels } from '../labels/use-labels.ts';

/** Who made an answer and how fast, in one quiet line. Renders nothing where nothing is known. */
export function MessageFigures({
  metadata = {},
}: {
  readonly metadata?: MessageMetadata | undefined;
}): React.JSX.Element | null {
  const { locale, ...texts } = useLabels();
  const { model, usage, timings } = metadata;
  const figures = [
    model,
    usage?.outputTokens !== undefined && texts.tokens(formatCount(usage.outputTokens, locale)),
    timings?.tokensPerSecond !== undefined &&
      texts.tokensPerSecond(formatRate(timings.tokensPerSecond, locale)),
    timings?.timeToFirstTokenMs !== undefined &&
      texts.firstToken(formatMs(timings.timeToFirstTokenMs, locale)),
  ].filter(Boolean);
  if (figures.length === 0) return null;
  return <span className="rv-figures">{figures.join(' · ')}</span>;
}
