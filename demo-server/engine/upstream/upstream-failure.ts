import { ChatError, type ChatErrorCode, type ChatErrorOptions } from 'rivulet/protocol';

/** Where a question that failed before its first byte may be asked again: anywhere, at another server, or nowhere. */
export type AskAgain = 'anywhere' | 'elsewhere' | 'nowhere';

/** What is known of a failure beside its code. */
export interface UpstreamFailureOptions extends ChatErrorOptions {
  readonly again: AskAgain;
  /** @default true unless it may be asked again nowhere */
  readonly isFault?: boolean | undefined;
  /** @default false */
  readonly isAway?: boolean | undefined;
}

/** A model server did not answer, or refused. Its message is for the reader; `cause` has what the server said, for the log. */
export class UpstreamFailure extends ChatError {
  readonly again: AskAgain;
  /** Whether it is the server's fault, so that it should rest when it comes several times. */
  readonly isFault: boolean;
  /** Whether nobody is there. */
  readonly isAway: boolean;

  constructor(code: ChatErrorCode, message: string, options: UpstreamFailureOptions) {
    super(code, message, options);
    this.again = options.again;
    this.isFault = options.isFault ?? options.again !== 'nowhere';
    this.isAway = options.isAway ?? false;
  }
}

/** A server that cannot be reached, or whose connection broke before it had said anything. */
export function unreachable(name: string, cause: unknown): UpstreamFailure {
  const text = 'The model server does not answer. Ask again in a moment.';
  return new UpstreamFailure('overloaded', text, {
    status: 503,
    again: 'anywhere',
    isAway: true,
    cause: new Error(`${name} cannot be reached: ${reasonOf(cause)}`, { cause }),
  });
}

/** A server that has taken the question and says nothing. */
export function silent(name: string, ms: number, hasBegun: boolean): UpstreamFailure {
  const where = hasBegun ? 'in the middle of its answer' : 'and has not begun to answer';
  const text = `The model server has been silent for ${Math.round(ms / 1000)} seconds ${where}. Ask again.`;
  return new UpstreamFailure('timeout', text, {
    status: 504,
    again: 'elsewhere',
    cause: new Error(`${name} was silent for ${ms} ms`),
  });
}

/** A stream that stopped without its end. */
export function brokeOff(name: string, cause?: unknown): UpstreamFailure {
  const text = 'The model server broke off in the middle of its answer. Ask again.';
  return new UpstreamFailure('server', text, {
    status: 502,
    again: 'anywhere',
    cause: new Error(`${name} broke off${cause === undefined ? '' : `: ${reasonOf(cause)}`}`, {
      cause,
    }),
  });
}

/** The innermost reason: `fetch failed` says nothing, its cause does. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
