import { vi } from 'vitest';

/**
 * Asks again and again until `check` no longer throws, and gives what it answers; a busy machine may take its time.
 * `timeout` is in milliseconds.
 */
export function eventually<Answer>(
  check: () => Answer | Promise<Answer>,
  { timeout = 30_000 }: { timeout?: number } = {},
): Promise<Answer> {
  return vi.waitFor(check, { timeout });
}
