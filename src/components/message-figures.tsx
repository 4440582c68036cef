import type { MessageMetadata } from '../protocol/message-metadata.ts';
import { formatCount, formatMs, formatRate } from './format-figures.ts';

/** Who made an answer and how fast, in one quiet line. Renders nothing where nothing is known. */
export function MessageFigures({
  metadata = {},
}: {
  readonly metadata?: MessageMetadata | undefined;
}): React.JSX.Element | null {
  const { model, usage, timings } = metadata;
  const figures = [
    model,
    usage?.outputTokens !== undefined && `${formatCount(usage.outputTokens)} tokens`,
    timings?.tokensPerSecond !== undefined && formatRate(timings.tokensPerSecond),
    timings?.timeToFirstTokenMs !== undefined &&
      `first token ${formatMs(timings.timeToFirstTokenMs)}`,
  ].filter(Boolean);
  if (figures.length === 0) return null;
  return <span className="rv-figures">{figures.join(' · ')}</span>;
}
