import { createLog, type Log, type LogOptions } from './log.ts';
import { LogObserver } from './log-observer.ts';
import { Metrics } from './metrics.ts';
import { tellAll, type Observer } from './observer.ts';

/** All that watches one server. */
export interface Watch {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Tells the log and the metrics. */
  readonly observer: Observer;
  /** Writes what the log still has to say. */
  close(): void;
}

/** Opens a server's log and its metrics. */
export function openWatch(options: LogOptions = {}): Watch {
  const log = createLog(options);
  const metrics = new Metrics();
  const lines = new LogObserver(log);
  return {
    log,
    metrics,
    observer: tellAll(lines, metrics),
    close() {
      lines.close();
      metrics.close();
    },
  };
}
