import { randomUUID } from 'node:crypto';
import { askOverHttp } from './http-answer.ts';
import type { ServerProcess } from './server-process.ts';

/** How a server came through a storm. */
export interface StormFigures {
  readonly memoryBefore: number | undefined;
  readonly memoryAfterHalf: number | undefined;
  readonly memoryAfter: number | undefined;
  readonly answered: number;
  readonly refused: number;
  readonly other: number;
  readonly isAlive: boolean;
}

/** Aborts `aborts` answers one after the other, half by a cancel and half by leaving, then asks 200 questions at once. */
export async function runStorm(
  server: ServerProcess,
  text: string,
  aborts: number,
): Promise<StormFigures> {
  // The first answers fill caches and pools; memory is counted from there.
  for (let index = 0; index < 100; index++) await startAndAbort(server.url, text, index);
  const memoryBefore = server.memory();
  for (let index = 0; index < aborts / 2; index++) await startAndAbort(server.url, text, index);
  const memoryAfterHalf = server.memory();
  for (let index = 0; index < aborts / 2; index++) await startAndAbort(server.url, text, index);
  const memoryAfter = server.memory();
  const crowd = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      askOverHttp(server.url, text, { maxTokens: 50 }, `crowd-${index}`),
    ),
  );
  const last = await askOverHttp(server.url, text, { maxTokens: 5 }, 'last');
  return {
    memoryBefore,
    memoryAfterHalf,
    memoryAfter,
    answered: crowd.filter((answer) => answer.isWhole).length,
    refused: crowd.filter((answer) => answer.status === 503).length,
    other: crowd.filter((answer) => !answer.isWhole && answer.status !== 503).length,
    isAlive: last.isWhole,
  };
}

async function startAndAbort(url: string, text: string, index: number): Promise<void> {
  const key = randomUUID();
  const leave = new AbortController();
  const response = await fetch(`${url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({
      id: `storm-${index % 16}`,
      messages: [{ role: 'user', parts: [{ type: 'text', text }] }],
      options: { pace: 0 },
    }),
    signal: leave.signal,
  });
  const reader = response.body?.getReader();
  for (let reads = 0; reads <= index % 4; reads++) await reader?.read();
  if (index % 2) {
    leave.abort();
    await reader?.read().catch(() => undefined);
  }
  await (await fetch(`${url}/api/runs/${key}/cancel`, { method: 'POST' })).text();
  const isGone = index % 2 === 1;
  if (isGone || !reader) return;
  while (!(await reader.read()).done);
}
