import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { ChatError } from 'rivulet/protocol';
import { assertBounded, type EventStreamOptions } from 'rivulet/server';
import { askerOf, ownerOf } from './owner.ts';
import { streamRun } from './stream-run.ts';
import { startRun, type RunServices } from './start-run.ts';

/** Answers `POST /api/chat`: starts a run, or attaches to the one that the same key has started. */
export async function postChat(
  context: Context,
  services: RunServices,
  options: EventStreamOptions,
): Promise<Response> {
  const key = context.req.header('idempotency-key');
  const id = readKey(key);
  const body = await readJson(context);
  // Before anything is generated: an answer that nobody may read is not worth its model tokens.
  options.places?.check(ownerOf(context.req.header()));
  const run = await startRun(services, { id, asker: askerOf(context), body });
  // Answered, it tells the client that asking again with the same key makes no second answer.
  if (key !== undefined) context.header('idempotency-key', key);
  return streamRun(context, run, options);
}

/** Reads a request's body as JSON; throws a `ChatError` of code `bad-request` when it is none, or one of too many values. */
export async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text();
  assertBounded(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new ChatError('bad-request', 'The body is not JSON. Send application/json.', {
      status: 400,
    });
  }
}

/** Reads the key that something is asked under; a new one where it has none. Throws a `ChatError` for one that is none. */
export function readKey(key: string | undefined): string {
  if (key === undefined) return randomUUID();
  if (/^[\w.-]{8,100}$/.test(key)) return key;
  throw new ChatError(
    'bad-request',
    'The Idempotency-Key must be 8 to 100 letters, digits, dots, dashes or underscores. Use a random UUID.',
    { status: 400 },
  );
}
