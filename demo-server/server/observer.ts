/** Where a client comes in: a call over HTTP, a socket of `chat.v1` or of the AI SDK, or the upgrade to one. */
export type Door = 'http' | 'chat.v1' | 'ai-sdk' | 'upgrade';

/** Something that was asked for and not done, and whose fault it is not to know: the client's or the load's. */
export interface Refusal {
  readonly door: Door;
  /** The code of the error that the client was told, or what a limit is called; few different ones, as they are counted. */
  readonly reason: string;
  readonly status?: number | undefined;
  /** Who asked, as `ownerOf` says it. */
  readonly owner?: string | undefined;
  /** The address that the connection comes from. */
  readonly address?: string | undefined;
}

/** How one answer went. */
export interface RunEnd {
  readonly id: string;
  readonly owner: string;
  readonly end: 'complete' | 'aborted' | 'error';
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly queueMs: number;
  readonly timeToFirstTokenMs: number;
  readonly durationMs: number;
  /** What the answer failed of. */
  readonly error?: unknown;
}

/** Who is told what happens in the server, for its log and its metrics. Is never given a message's text or a key. */
export interface Observer {
  /** Something was refused: a question, a frame, a connection, a guess at the key. */
  refused(refusal: Refusal): void;
  /** Something failed that nobody foresaw, with all that is known of it. */
  failed(error: unknown, where: string): void;
  runEnded(run: RunEnd): void;
}

/** Tells nobody. */
export const noObserver: Observer = { refused() {}, failed() {}, runEnded() {} };
