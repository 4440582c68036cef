import { ChatError, type ChatErrorCode } from '../protocol/chat-error.ts';

const refusals: Readonly<Record<number, readonly [ChatErrorCode, string]>> = {
  1009: ['too-large', 'This edit is too large for the server. Make it in smaller pieces.'],
  4400: ['protocol', 'The server could not read an edit.'],
  4401: ['unauthorized', 'The server does not know you. Sign in again.'],
  4403: ['unauthorized', 'This page may not open documents of this server.'],
  4404: ['not-found', 'There is no such document, or it is not open to you.'],
  4413: ['too-large', 'The document is as large as it may become. Copy it into a new one.'],
};
const floodWaitMs = 3000;

/** Why a server has closed a socket, by the code; undefined for one that was merely lost. Not `retryable`: it would do so again. */
export function refusalOf(code: number, reason: string): ChatError | undefined {
  if (code === 4429) {
    const text = 'More was sent at once than the server takes.';
    return new ChatError('rate-limited', text, { retryAfterMs: floodWaitMs });
  }
  if (code === 4503) return new ChatError('overloaded', reason || 'The server is busy.');
  const [name, text] = refusals[code] ?? [];
  return name && new ChatError(name, text ?? '', { retryable: false });
}
