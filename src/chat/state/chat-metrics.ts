/** What was measured of the newest run. Times are milliseconds; what is not known (yet) is absent. */
export interface ChatMetrics {
  /** Place in the server's queue, 1 is next; 0 once the server has taken up the run. */
  readonly queuePosition?: number;
  /** Runs that wait in the server's queue. */
  readonly queueLength?: number;
  /** Time spent in the server's queue. */
  readonly queueMs?: number;
  /** Prompt model tokens read so far. */
  readonly prefillProcessed?: number;
  /** Prompt model tokens to read. */
  readonly prefillTotal?: number;
  /** Time the server took to read the prompt. */
  readonly prefillMs?: number;
  /** From `send` to the first text or reasoning delta, on this side of the wire; of a resumed run the server's figure. */
  readonly timeToFirstTokenMs?: number;
  /** Model tokens per second, from the first to the last: the server's figure, else measured here. */
  readonly tokensPerSecond?: number;
  /** Model tokens of the answer. */
  readonly outputTokens?: number;
  /** Model tokens of the prompt. */
  readonly promptTokens?: number;
  /** True while model tokens are derived from the text's length (4 characters a token), not counted by the server. */
  readonly isEstimated: boolean;
  /** Median of the time between two deltas, of the last 512. */
  readonly interTokenP50Ms?: number;
  /** 95th percentile of the time between two deltas, of the last 512. */
  readonly interTokenP95Ms?: number;
  /** 95th percentile of the time from receiving the oldest event of a frame to the paint that showed it, pacing included. */
  readonly receiveToPaintP95Ms?: number;
  /** Bytes received, as far as the transport counts them. */
  readonly bytes: number;
  /** Times the transport had to connect again. */
  readonly reconnects: number;
}

/** The metrics of a chat that has not run yet. */
export const noMetrics: ChatMetrics = { isEstimated: true, bytes: 0, reconnects: 0 };
