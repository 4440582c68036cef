import { textAt } from '../../protocol/json.ts';
import type { ServerEvent } from './server-event.ts';

/** Answers a call and tells a log of it; what the log throws goes to `onError`. */
export async function logCall(
  request: Request,
  answer: (request: Request) => Promise<Response>,
  log: (event: ServerEvent) => void,
  onError: (error: unknown, where: 'log') => void,
): Promise<Response> {
  const startedAt = performance.now();
  const response = await answer(request);
  const { status } = response;
  const code = status < 400 ? undefined : await codeOf(response.clone());
  const { method, url } = request;
  const ms = performance.now() - startedAt;
  const event = { type: 'call', method, path: new URL(url).pathname, status, ms } as const;
  try {
    log(code === undefined ? event : { ...event, code });
  } catch (error) {
    onError(error, 'log');
  }
  return response;
}

/** Every error of a chat server is JSON, and says its code. */
async function codeOf(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json().catch(() => undefined);
  return textAt(body, 'error', 'code') || undefined;
}
