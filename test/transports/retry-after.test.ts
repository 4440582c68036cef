// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readRetryAfter } from '../../src/transports/http/retry-after.ts';

const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');

describe('readRetryAfter', () => {
  it.each([
    [{}, undefined],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after-ms': '150', 'retry-after': '3' }, 150],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:07 GMT' }, 7000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:00:00 GMT' }, 0],
    [{ 'retry-after': '86400' }, 300_000],
  ])('reads %j as %s ms', (headers, expected) => {
    expect(readRetryAfter(new Headers(headers), now)).toBe(expected);
  });

  it('compares a date with the server’s clock, because the client’s may be wrong', () => {
    const headers = new Headers({
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      'retry-after': 'Thu, 01 Jan 2026 00:00:10 GMT',
    });
    expect(readRetryAfter(headers, now)).toBe(10_000);
  });
});
