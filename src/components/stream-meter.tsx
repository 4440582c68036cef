import type { ChatMetrics } from '../chat/chat-metrics.ts';
import type { ChatStatus } from '../chat/chat-state.ts';
import { formatCount, formatMs, formatRate } from './format-figures.ts';
import { withClass } from './with-class.ts';

/** Props of {@link StreamMeter}; the rest goes to its `<div>`. */
export interface StreamMeterProps extends Omit<React.ComponentPropsWithoutRef<'div'>, 'children'> {
  readonly metrics: ChatMetrics;
  readonly status: ChatStatus;
}

/** What a run is doing and how fast: queue, prompt, first token, tokens per second. Renders a `<div>` of one line. */
export function StreamMeter({
  metrics,
  status,
  className,
  ...rest
}: StreamMeterProps): React.JSX.Element {
  const phase = readPhase(metrics, status);
  const { prefillProcessed, prefillTotal } = metrics;
  return (
    <div
      {...rest}
      className={withClass('rv-meter', className)}
      data-status={status}
      data-phase={phase}
    >
      {phase === 'queue' && <span>{queueText(metrics)}</span>}
      {phase === 'prompt' && (
        <>
          <span>
            Reading the prompt, {formatCount(prefillProcessed ?? 0)} of{' '}
            {formatCount(prefillTotal ?? 0)} tokens
          </span>
          <progress aria-label="Prompt read" value={prefillProcessed} max={prefillTotal} />
        </>
      )}
      {phase === 'waiting' && <span>Waiting for the first token</span>}
      {phase === 'speed' && figures(metrics).map((figure) => <span key={figure}>{figure}</span>)}
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

function queueText({ queuePosition, queueLength }: ChatMetrics): string {
  const place = `In the queue, place ${queuePosition}`;
  return queueLength === undefined ? place : `${place} of ${queueLength}`;
}

function figures(metrics: ChatMetrics): string[] {
  const { tokensPerSecond, outputTokens, timeToFirstTokenMs, isEstimated, reconnects } = metrics;
  const mark = isEstimated ? '≈ ' : '';
  return [
    tokensPerSecond === undefined ? '' : formatRate(tokensPerSecond, isEstimated),
    outputTokens === undefined ? '' : `${mark}${formatCount(outputTokens)} tokens`,
    timeToFirstTokenMs === undefined ? '' : `first token ${formatMs(timeToFirstTokenMs)}`,
    reconnects > 0 ? `${reconnects} ${reconnects === 1 ? 'reconnect' : 'reconnects'}` : '',
  ].filter((figure) => figure !== '');
}
