/** What went wrong, for code to switch on; the message is for people. */
export type ChatErrorCode =
  | 'network'
  | 'timeout'
  | 'http'
  | 'bad-request'
  | 'unauthorized'
  | 'not-found'
  | 'too-large'
  | 'rate-limited'
  | 'overloaded'
  | 'server'
  | 'protocol'
  | 'truncated'
  | 'expired'
  | 'storage'
  /** An answer was stopped here, and the server could not be told. */
  | 'cancel'
  /** The app's own code failed: an option such as `headers` or `body`. */
  | 'config';

/** The optional facts of a `ChatError`. */
export interface ChatErrorOptions {
  /** The HTTP status, where there was an answer. @default none */
  readonly status?: number | undefined;
  /** Whether asking again without a change may succeed. @default by code: true for network, timeout, rate-limited, overloaded, server, truncated, expired */
  readonly retryable?: boolean | undefined;
  /** How long the server asks to wait, in milliseconds. @default none */
  readonly retryAfterMs?: number | undefined;

  /** What was thrown in the first place. @default none */
  readonly cause?: unknown;
}

const retryableCodes = /^(?:network|timeout|rate-limited|overloaded|server|truncated|expired)$/;

/** The one error of the kit, made where foreign errors enter it. */
export class ChatError extends Error {
  override readonly name = 'ChatError';

  /** What went wrong, to switch on. */
  readonly code: ChatErrorCode;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** Whether asking again without a change may succeed. */
  readonly retryable: boolean;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ChatErrorCode, message: string, options: ChatErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.status = options.status;
    this.retryable = options.retryable ?? retryableCodes.test(code);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Turns whatever was thrown into a `ChatError` that may be cured by asking again; one of ours stays what it is. */
export function asChatError(cause: unknown, code: ChatErrorCode, message: string): ChatError {
  if (cause instanceof ChatError) return cause;
  return new ChatError(code, message, { cause, retryable: true });
}

/** Makes the error of an answer that stopped without its end marker. */
export function truncatedError(cause?: ChatError): ChatError {
  const message = 'The stream stopped before the answer was whole. Ask again.';
  const { status, retryAfterMs } = cause ?? {};
  return new ChatError('truncated', message, { status, retryAfterMs, cause });
}
