import { decodeSse, type ChatEvent } from 'rivulet/protocol';

/** What a client saw of one answer. */
export interface HttpAnswer {
  readonly status: number;
  /** Counted by the server. */
  readonly outputTokens: number;
  readonly firstDeltaMs: number;
  readonly isWhole: boolean;
}

/** Asks one question over HTTP and reads the answer to its end. */
export async function askOverHttp(
  url: string,
  text: string,
  options: Readonly<Record<string, unknown>>,
  chat: string,
): Promise<HttpAnswer> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: chat,
      messages: [{ role: 'user', parts: [{ type: 'text', text }] }],
      options: { pace: 0, ...options },
    }),
  });
  let outputTokens = 0;
  let firstDeltaMs = 0;
  let isWhole = false;
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel();
    return { status: response.status, outputTokens, firstDeltaMs, isWhole };
  }
  for await (const { data } of decodeSse(response.body)) {
    if (data === '[DONE]') isWhole = true;
    if (data === '' || data === '[DONE]') continue;
    const event: ChatEvent = JSON.parse(data);
    if (event.type === 'text-delta') firstDeltaMs ||= performance.now() - startedAt;
    if (event.type === 'finish') outputTokens = event.messageMetadata?.usage?.outputTokens ?? 0;
  }
  return { status: response.status, outputTokens, firstDeltaMs, isWhole };
}
