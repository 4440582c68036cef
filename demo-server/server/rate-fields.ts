/** One limit, and where somebody stands in it. */
export interface LimitStanding {
  readonly policy: string;
  /** How much the limit allows. */
  readonly quota: number;
  readonly remaining: number;
  /** The window that it counts in, in seconds; undefined for what is counted at the same time. */
  readonly windowSeconds?: number | undefined;
  /** Until the window ends, in milliseconds. */
  readonly resetMs?: number | undefined;
}

/** All limits that were looked at for one question; of a refused one, the limit that refused it. */
export interface Standing {
  readonly limits: readonly LimitStanding[];
  /** What the answer tells of `limits`; a refusal tells only of what it was refused for. */
  readonly told: readonly LimitStanding[];
}

/**
 * Writes the fields `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers-11: lists of strings with
 * parameters (RFC 9651). What is under way at the same time has the unit `concurrent-requests` and no window.
 */
export function rateFields({ limits, told }: Standing): [name: string, value: string][] {
  const policies = limits.map(({ policy, quota, windowSeconds }) =>
    windowSeconds === undefined
      ? `"${policy}";q=${quota};qu="concurrent-requests"`
      : `"${policy}";q=${quota};w=${windowSeconds}`,
  );
  const standings = told.map(({ policy, remaining, resetMs }) => {
    const window = resetMs === undefined ? '' : `;t=${Math.ceil(resetMs / 1000)}`;
    return `"${policy}";r=${remaining}${window}`;
  });
  return [
    ['ratelimit-policy', policies.join(', ')],
    ['ratelimit', standings.join(', ')],
  ];
}
