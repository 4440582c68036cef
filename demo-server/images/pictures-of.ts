import { z } from 'zod';
import { ChatError } from 'rivulet/protocol';
import type { SilenceWatch } from '../engine/upstream/silence-watch.ts';
import { serverSentData } from './server-sent-data.ts';

/** One picture of an answer. */
export interface Painted {
  readonly bytes: Uint8Array;
  readonly isFinal: boolean;
}

const event = z.object({
  type: z.string().optional(),
  b64_json: z.string().optional(),
  error: z.object({ message: z.string().optional() }).or(z.string()).nullish(),
});
const whole = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() })).min(1),
});

/** Reads the pictures of an answer of OpenAI's Images API, streamed or in one piece. Throws what a reader may be told as a `ChatError`. */
export async function* picturesOf(
  response: Response,
  watch: SilenceWatch,
  fetchPicture: (address: string) => Promise<Uint8Array>,
): AsyncGenerator<Painted, void, undefined> {
  if (!response.headers.get('content-type')?.includes('text/event-stream')) {
    const [first] = whole.parse(await response.json()).data;
    if (first?.b64_json) yield { bytes: Buffer.from(first.b64_json, 'base64'), isFinal: true };
    else if (first?.url) yield { bytes: await fetchPicture(first.url), isFinal: true };
    return;
  }
  if (!response.body) return;
  for await (const data of serverSentData(heard(response.body, watch))) {
    if (data === '[DONE]') return;
    const { type = '', b64_json: base64, error } = event.parse(JSON.parse(data));
    if (error) throw refused(error);
    if (base64 === undefined) continue;
    const isFinal = type.endsWith('.completed');
    yield { bytes: Buffer.from(base64, 'base64'), isFinal };
    if (isFinal) return;
  }
}

function refused(error: { message?: string | undefined } | string): ChatError {
  const words = typeof error === 'string' ? error : error.message;
  return new ChatError('server', words ?? 'The painter failed in this picture. Ask again.');
}

async function* heard(
  body: ReadableStream<Uint8Array>,
  watch: SilenceWatch,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const bytes of body) {
    watch.heard();
    yield bytes;
  }
}
