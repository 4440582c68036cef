import type { Observer, Refusal } from '../server/observer.ts';

/** The codes by which a socket is refused, as what they are counted; others say goodbye or tell of a failure. */
const reasons: Readonly<Record<number, string>> = {
  1008: 'bad-request',
  4400: 'bad-request',
  4401: 'unauthorized',
  4408: 'timeout',
  4429: 'rate-limited',
};

/** Tells an observer of a socket that this side closes, where its code is a refusal. */
export function observeClose(
  observer: Observer,
  code: number,
  asked: Omit<Refusal, 'reason' | 'status'>,
): void {
  const reason = reasons[code];
  if (reason !== undefined) observer.refused({ ...asked, reason });
}

/** What a message is refused for by the WebSocket itself; undefined for an error of the connection. */
export function reasonOfSocketError(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 'too-large';
  return code.startsWith('WS_ERR_') ? 'bad-request' : undefined;
}
