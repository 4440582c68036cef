import type { IncomingMessage } from 'node:http';
import { ChatError } from '../../protocol/chat-error.ts';
import { toRequest } from './to-request.ts';

/** The request for a socket as if it had brought the token that came in the first frame, as a bearer. */
export function requestWithToken(incoming: IncomingMessage, token: string | undefined): Request {
  const request = toRequest(incoming);
  if (token === undefined) return request;
  const headers = new Headers(request.headers);
  try {
    headers.set('authorization', `Bearer ${token}`);
  } catch (cause) {
    const text = 'The token has characters that no header can hold. Send it as it was given.';
    throw new ChatError('unauthorized', text, { status: 401, cause });
  }
  return new Request(request, { headers });
}
