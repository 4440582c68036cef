import { StartError } from '../../shared/start-error.ts';

/** A fault that another try may mend: a cut connection, a server under load. */
export class PassingFault extends Error {
  override readonly name = 'PassingFault';
  /** When to try again, in milliseconds, as the server says. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

const passing = /^(?:UND_ERR_|ECONNRESET$|EPIPE$|ETIMEDOUT$|EAI_AGAIN$)/;

/** Makes the error of a request that got no answer: who cannot be reached at all is not asked again. */
export function connectionError(model: string, error: unknown): Error {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = reasonOf(error);
  return passing.test(code) ? new PassingFault(reason) : cannotFetch(model, reason, error);
}

/** Makes the error of an answer that is none: a `PassingFault`, or a `StartError` with what to do. */
export function statusError(model: string, url: URL, response: Response, hasToken: boolean): Error {
  const { status } = response;
  const at = `${url.host} answered ${status}`;
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get('retry-after'));
    return new PassingFault(at, seconds > 0 ? seconds * 1000 : undefined);
  }
  if (status === 401 || status === 403) {
    const advice = hasToken
      ? 'Ask for access on its page, or give another token in HF_TOKEN.'
      : 'Ask for access on its page, and give your token in the environment as HF_TOKEN.';
    return new StartError(`The model ${model} is closed to us (${at}). ${advice}`);
  }
  if (status === 404 || status === 400) {
    return new StartError(
      `There is no model ${model} (${at}). Check the owner, the name and the quantisation.`,
    );
  }
  return cannotFetch(model, at);
}

/** The error of a model that does not come for some reason. */
export function cannotFetch(model: string, reason: string, cause?: unknown): StartError {
  return new StartError(
    `The model ${model} cannot be fetched (${reason}). Check the name and the network, or give --model a file.`,
    { cause },
  );
}

/** The error of a download that somebody stopped. */
export function stopped(model: string): StartError {
  return new StartError(`The download of ${model} was stopped. Start again to go on with it.`);
}

/** What went wrong under a failed fetch, in a few words. */
export function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return String(inner);
  const code = 'code' in inner && typeof inner.code === 'string' ? inner.code : '';
  return (inner.message.split('\n')[0] ?? '') || code || inner.name;
}
