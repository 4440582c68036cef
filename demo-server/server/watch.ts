import { createLog, type Log, type LogOptions } from './log.ts';
import { LogObserver } from './log-observer.ts';
import { LogOutput } from './log-output.ts';
import { Metrics } from './metrics.ts';
import { tellAll, type Observer } from './observer.ts';

/** How a server is watched. */
export interface WatchOptions extends Omit<LogOptions, 'to'> {
  /** Is told as well. @default nobody */
  readonly traces?: Observer | undefined;
}

/** All that watches one server. */
export interface Watch {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Tells the log and the metrics. */
  readonly observer: Observer;
  /** Has what the log still has to say written, within a second. */
  close(): Promise<void>;
}

/** Opens a server's log and its metrics. */
export function openWatch({ traces, ...options }: WatchOptions = {}): Watch {
  const out = new LogOutput();
  const log = createLog({ ...options, to: out });
  out.onLoss = (lines) => log.warn({ lines }, 'lines of the log are lost: nobody took them');
  const metrics = new Metrics();
  const lines = new LogObserver(log);
  return {
    log,
    metrics,
    observer: tellAll(lines, metrics, ...(traces ? [traces] : [])),
    async close() {
      lines.close();
      metrics.close();
      await out.flush();
    },
  };
}
