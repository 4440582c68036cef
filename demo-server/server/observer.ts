import type { StreamDoor } from 'rivulet/server';

/** Where a client comes in: a call over HTTP, a socket of `chat.v1`, of the AI SDK or of JSON frames, or the upgrade to one. */
type Door = StreamDoor | 'upgrade';

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
  /** What it was refused for, where that is more than the reason: a store that cannot be reached. */
  readonly cause?: unknown;
}

/** A call over HTTP that has its answer, or the beginning of one. */
export interface AnsweredCall {
  readonly method: string;
  /** The pattern of the route, such as `/api/runs/:id`; never the path itself, which names chats and runs. */
  readonly route: string;
  readonly status: number;
}

/** The model tokens of an answer that is being written; they grow. */
export interface RunProgress {
  readonly id: string;
  readonly promptTokens: number;
  readonly outputTokens: number;
}

/** How one answer went. */
export interface RunEnd {
  readonly id: string;
  readonly owner: string;
  readonly end: 'complete' | 'aborted' | 'error';
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly queueMs: number;
  /** From the question to the first model token; of an answer without one, to its end. */
  readonly timeToFirstTokenMs: number;
  readonly durationMs: number;
  /** What the answer failed of. */
  readonly error?: unknown;
}

/** Who is told what happens in the server, for its log and its metrics. Is never given a message's text or a key. */
export interface Observer {
  /** Something was refused: a question, a frame, a connection, a guess at the key. HTTP's answers are told in one place. */
  refused(refusal: Refusal): void;
  /** Something failed that nobody foresaw, with all that is known of it; `where` is one of few. */
  failed(error: unknown, where: string): void;
  /** A call over HTTP was answered, however. */
  answered(call: AnsweredCall): void;
  /** An answer is begun; what is given says at any time how far it is. */
  runBegan(run: RunProgress): void;
  runEnded(run: RunEnd): void;
}

/** Tells nobody. */
export const noObserver: Observer = {
  refused() {},
  failed() {},
  answered() {},
  runBegan() {},
  runEnded() {},
};

/** Tells all of them, in their order. */
export function tellAll(...observers: readonly Observer[]): Observer {
  return {
    refused(refusal) {
      for (const observer of observers) observer.refused(refusal);
    },
    failed(error, where) {
      for (const observer of observers) observer.failed(error, where);
    },
    answered(call) {
      for (const observer of observers) observer.answered(call);
    },
    runBegan(run) {
      for (const observer of observers) observer.runBegan(run);
    },
    runEnded(run) {
      for (const observer of observers) observer.runEnded(run);
    },
  };
}
