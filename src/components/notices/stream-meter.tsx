'use client';
import type * as React from 'react';
import type { ChatMetrics } from '../../chat/state/chat-metrics.ts';
import type { ChatStatus } from '../../chat/state/chat-state.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { formatCount, formatMs, formatRate } from '../labels/format-figures.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link StreamMeter}; the rest goes to its `<div>`. */
export interface StreamMeterProps
  extends Omit<React.ComponentPropsWithoutRef<'div'>, 'children'>, LabelledProps {
  /** The figures to show (`chat.metrics`). */
  readonly metrics: ChatMetrics;

  /** The status of the chat (`chat.status`). */
  readonly status: ChatStatus;
}

/** What a run is doing and how fast: queue, prompt, first token, tokens per second. Renders a `<div>` of one line. */
export function StreamMeter({
  metrics,
  status,
  labels,
  className,
  ...rest
}: StreamMeterProps): React.JSX.Element {
  const texts = useLabels(labels);
  const count = (figure = 0) => formatCount(figure, texts.locale);
  const phase = readPhase(metrics, status);
  const { prefillProcessed, prefillTotal } = metrics;
  return (
    <div
      {...rest}
      className={withClass('rv-meter', className)}
      data-status={status}
      data-phase={phase}
    >
      {phase === 'queue' && <span>{queueText(metrics, texts)}</span>}
      {phase === 'prompt' && (
        <>
          <span>{texts.readingPrompt(count(prefillProcessed), count(prefillTotal))}</span>
          <progress aria-label={texts.promptRead} value={prefillProcessed} max={prefillTotal} />
        </>
      )}
      {phase === 'waiting' && <span>{texts.awaitingFirstToken}</span>}
      {phase === 'speed' &&
        figures(metrics, texts).map((figure) => <span key={figure}>{figure}</span>)}
    </div>
  );
}

type Phase = 'idle' | 'queue' | 'prompt' | 'waiting' | 'speed';

// submitted: queue ► prompt ► waiting for the first token; from there on, also after the end: speed
function readPhase(metrics: ChatMetrics, status: ChatStatus): Phase {
  if (metrics.outputTokens) return 'speed';
  if (status === 'ready' || status === 'error') return 'idle';
  if (metrics.queuePosition) return 'queue';
  const { prefillProcessed, prefillTotal } = metrics;
  if (prefillTotal && (prefillProcessed ?? 0) < prefillTotal) return 'prompt';
  return 'waiting';
}

function queueText(
  { queuePosition = 0, queueLength }: ChatMetrics,
  { locale, queuePlace }: ChatLabels,
): string {
  const length = queueLength === undefined ? undefined : formatCount(queueLength, locale);
  return queuePlace(formatCount(queuePosition, locale), length);
}

function figures(metrics: ChatMetrics, { locale, ...texts }: ChatLabels): string[] {
  const { tokensPerSecond, outputTokens, timeToFirstTokenMs, isEstimated, reconnects } = metrics;
  const mark = isEstimated ? '≈ ' : '';
  return [
    tokensPerSecond === undefined
      ? ''
      : texts.tokensPerSecond(`${mark}${formatRate(tokensPerSecond, locale)}`),
    outputTokens === undefined ? '' : texts.tokens(`${mark}${formatCount(outputTokens, locale)}`),
    timeToFirstTokenMs === undefined ? '' : texts.firstToken(formatMs(timeToFirstTokenMs, locale)),
    reconnects > 0 ? texts.reconnects(reconnects) : '',
  ].filter((figure) => figure !== '');
}
