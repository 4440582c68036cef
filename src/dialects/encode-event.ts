import type { ChatEvent } from '../protocol/chat-event.ts';
import { encodeSse } from '../protocol/sse.ts';

/** The headers of a native stream, for a server's answer. Source: ai 7.0. */
export const eventStreamHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
  'x-vercel-ai-ui-message-stream': 'v1',
};

/** The frame that ends a native stream. */
export const endOfStream: string = encodeSse({ data: '[DONE]' });

/** Encodes one event as a frame of the native wire; `id` is the cursor a reader may go on from. */
export function encodeEvent(event: ChatEvent, id?: string): string {
  return encodeSse({ data: JSON.stringify(event), ...(id !== undefined && { id }) });
}
