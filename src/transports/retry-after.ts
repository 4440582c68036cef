const maxWaitMs = 5 * 60_000;

/**
 * Reads how long a server asks to wait, in milliseconds, at most five minutes: `retry-after-ms`, or
 * `Retry-After` in seconds or as a date (RFC 9110 § 10.2.3). A date is compared with the server's own
 * `Date`, or with `now` (milliseconds since the epoch), because clients' clocks are often wrong.
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN);
  const text = headers.get('retry-after') ?? '';
  const seconds = text ? Number(text) * 1000 : Number.NaN;
  const date = Date.parse(text) - (Date.parse(headers.get('date') ?? '') || now);
  const wait = [ms, seconds, date].find((value) => Number.isFinite(value));
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), maxWaitMs);
}
