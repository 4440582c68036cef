import { ChatError } from '../../protocol/chat-error.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';

/** One more try of what a stream is made of. */
export interface SafeTry {
  /** Counts from 1. */
  readonly attempt: number;
  /** How many values have been told already: a second try goes on after them, or tells them once more. */
  readonly told: number;
  /** Aborts when the stream is to stop. */
  readonly signal: AbortSignal;
}

/** What a safe stream tells: a value, that it tries once more, or, last of all, that it has failed. */
export type SafePiece<Value> =
  | {
      /** What it is. */
      readonly type: 'value';
      /** The value. */
      readonly value: Value;
    }
  | {
      /** What it is: the stream goes on. */
      readonly type: 'retry';
      /** The try that has failed; the first is 1. */
      readonly attempt: number;
      /** How often it is tried again at most. */
      readonly retries: number;
      /** What went wrong, for the reader. */
      readonly errorText: string;
      /** How long until the next try, in milliseconds. */
      readonly delayMs: number;
    }
  | {
      /** What it is: nothing follows. */
      readonly type: 'error';
      /** What went wrong, for the reader. */
      readonly errorText: string;
      /** What kind of failure it is, to be switched on: a `ChatErrorCode`. */
      readonly code: ChatError['code'];
      /** Whether asking again may help. */
      readonly retryable: boolean;
    };

/** How a stream is kept safe. */
export interface SafeOptions {
  /** How often it is tried again. @default 0 */
  readonly retries?: number | undefined;
  /** How long the first retry waits, in milliseconds; each one more waits twice as long. @default 1 second */
  readonly delayMs?: number | undefined;
  /** The longest wait, in milliseconds. @default 30 seconds */
  readonly maxDelayMs?: number | undefined;
  /** Whether an error is worth another try. @default all but a `ChatError` that says that it is not */
  readonly isRetryable?: ((error: unknown) => boolean) | undefined;
  /** Stops it: what waits ends at once, with the signal's reason. @default nothing does */
  readonly signal?: AbortSignal | undefined;
  /** Is told of each failure that is tried again. @default nobody is */
  readonly onRetry?: ((error: unknown, attempt: number) => void | Promise<void>) | undefined;
  /** Is told of the failure that ends the stream. @default nobody is */
  readonly onError?: ((error: unknown) => void | Promise<void>) | undefined;
}

/**
 * Keeps a stream safe, whatever it is made of: what it throws becomes a last piece that says what kind of failure it was, after
 * as many more tries as it is given, each of which is told and does not end the stream. Only a `ChatError` is told in its own
 * words. Who stops reading ends the source; a stop by the signal is thrown, as it is no failure.
 */
export async function* safely<Value>(
  make: (attempt: SafeTry) => AsyncIterable<Value>,
  options: SafeOptions = {},
): AsyncGenerator<SafePiece<Value>, void, undefined> {
  const { retries = 0, delayMs = 1000, maxDelayMs = 30_000, onRetry, onError } = options;
  const { signal = new AbortController().signal, isRetryable = mayPass } = options;
  let told = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      for await (const value of make({ attempt, told, signal })) {
        told++;
        yield { type: 'value', value };
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      const failure = asChatError(error);
      if (attempt > retries || !isRetryable(error)) {
        await onError?.(error);
        yield { type: 'error', errorText: failure.message, ...kindOf(failure) };
        return;
      }
      await onRetry?.(error, attempt);
      const wait = failure.retryAfterMs ?? Math.min(maxDelayMs, delayMs * 2 ** (attempt - 1));
      yield { type: 'retry', attempt, retries, errorText: failure.message, delayMs: wait };
      await pause(wait, signal);
    }
  }
}

function mayPass(error: unknown): boolean {
  return !(error instanceof ChatError) || error.retryable;
}

function asChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  return new ChatError('server', 'The work failed on the server. Ask again.', { cause: error });
}

function kindOf({ code, retryable }: ChatError): Pick<ChatError, 'code' | 'retryable'> {
  return { code, retryable };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = restUnnoticed(
      setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms),
    );
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
