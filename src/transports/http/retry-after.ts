const maxWaitMs = 5 * 60_000;

/**
 * Reads how long a server asks to wait, in milliseconds, at most five minutes: `retry-after-ms`, or
 * `Retry-After` in seconds or as a date (RFC 9110 § 10.2.3). A date is compared with the server's own
 * `Date`, or with `now` (milliseconds since the epoch), because clients' clocks are often wrong.
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const read = (name: string) => headers.get(name) ?? '';
  const text = read('retry-after');
  const waits = [
    Number.parseFloat(read('retry-after-ms')),
    Number.parseFloat(text) * 1000,
    Date.parse(text) - (Date.parse(read('date')) || now),
  ];
  const wait = waits.find((ms) => Number.isFinite(ms));
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), maxWaitMs);
}
