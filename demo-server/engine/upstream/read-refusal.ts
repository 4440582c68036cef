import { httpError } from 'rivulet/transports';
import { UpstreamFailure, type AskAgain } from './upstream-failure.ts';

/** Who refused, and what must not be said in front of a reader. */
export interface RefusalContext {
  readonly name: string;
  readonly model: string;
  readonly apiKey: string | undefined;
}

interface Told {
  readonly code: 'server' | 'overloaded' | 'rate-limited';
  readonly text: string;
  readonly again: AskAgain;
}

/**
 * Makes the error of an answer with a status of 400 or more: what is wrong with the question is told in the server's own
 * words, what is wrong with this server's key or settings only to the log.
 */
export async function readRefusal(
  response: Response,
  { name, model, apiKey }: RefusalContext,
): Promise<UpstreamFailure> {
  const { status } = response;
  const { message, retryAfterMs } = await httpError(response);
  const words = hide(message, apiKey);
  const cause = new Error(`${name} answered with status ${status}: ${words}`);
  const told = toldOf(status, model);
  if (!told)
    return new UpstreamFailure('bad-request', words, { status: 400, again: 'nowhere', cause });
  const { code, text, again } = told;
  return new UpstreamFailure(code, text, { status, again, cause, retryAfterMs });
}

/** Takes a key out of a text. */
export function hide(text: string, apiKey: string | undefined): string {
  return apiKey === undefined ? text : text.replaceAll(apiKey, '[hidden]');
}

/** What a reader is told of a status that is none of his doing. */
function toldOf(status: number, model: string): Told | undefined {
  if (status === 401 || status === 403) {
    const text = 'The model server does not take this server’s key. Tell whoever runs it.';
    return { code: 'server', text, again: 'elsewhere' };
  }
  if (status === 404) {
    const text = `The model server has no model “${model}”. Tell whoever runs this server.`;
    return { code: 'server', text, again: 'elsewhere' };
  }
  if (status === 429) {
    const text = 'The model server is asked too often at the moment. Ask again a little later.';
    return { code: 'rate-limited', text, again: 'anywhere' };
  }
  if (status === 408 || status === 503 || status === 529) {
    const text = 'The model server is too busy. Ask again in a moment.';
    return { code: 'overloaded', text, again: 'anywhere' };
  }
  if (status < 500) return undefined;
  return { code: 'server', text: 'The model server failed. Ask again.', again: 'elsewhere' };
}
