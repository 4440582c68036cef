// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { events, status, stream, wire } from './answers.ts';
import { answering } from './bench.ts';
import { eventsOf } from './describe-transport.ts';

vi.mock('../../src/transports/http/http-error.ts', () => {
  throw new Error('Failed to fetch dynamically imported module');
});

it('reads an answer to its end though what is said of failures cannot be loaded', async () => {
  const { send } = await answering([stream(wire(0, 3)), status(503), stream(wire(3))]);
  const told = await send();
  expect(eventsOf(told)).toEqual(events);
  expect(told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  expect(told).toContainEqual(
    expect.objectContaining({
      type: 'reconnecting',
      error: expect.objectContaining({ code: 'network' }),
    }),
  );
});
