import { ChatError } from '../../protocol/chat-error.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { SharedRunsOptions } from '../shared-runs/shared-runs.ts';
import type { DurableStreamsAddress } from './durable-streams-address.ts';
import { StreamClient } from './stream-client.ts';
import { StreamRunStore } from './stream-run-store.ts';

/**
 * Keeps runs in a server of Durable Streams, by `fetch` alone, shared by all servers that are given the same address: an answer that
 * one of them writes is read and stopped at any other. Each run is a stream of JSON messages. Throws a `ChatError` of code `config`
 * that says what to do when there is no such server.
 * Source: https://github.com/durable-streams/durable-streams/blob/main/PROTOCOL.md
 */
export async function durableStreamRuns(
  options: SharedRunsOptions & DurableStreamsAddress,
): Promise<RunStore> {
  const client = new StreamClient(options);
  const store = new StreamRunStore(client, options);
  try {
    await store.begin();
  } catch (error) {
    await store.close();
    throw startError(error, options.url);
  }
  return store;
}

function startError(error: unknown, url: string): ChatError {
  const cause = error instanceof ChatError ? error.cause : error;
  const said = cause instanceof Error ? cause.message : String(cause);
  const advice = /^status 40[13]/.test(said)
    ? 'does not let this server in. Give what it asks for as `headers`'
    : said.startsWith('status ')
      ? 'is no place for Durable Streams. Give the address under which the streams of this app are to stand as `url`'
      : 'cannot be reached. Start its server, or give another address as `url`';
  return new ChatError('config', `${url} ${advice}. (${said})`, { cause });
}
