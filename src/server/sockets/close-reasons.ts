/** The codes by which a socket is refused, as what they are counted; others say goodbye or tell of a failure. */
const reasons: Readonly<Record<number, string>> = {
  1008: 'bad-request',
  4400: 'bad-request',
  4401: 'unauthorized',
  4408: 'timeout',
  4429: 'rate-limited',
};

/** What a socket is refused for that this side closes with a code; undefined where that is no refusal. */
export function reasonOfClose(code: number): string | undefined {
  return reasons[code];
}

/** Writes why a socket is closed so that it fits: there is room for 123 bytes. */
export function closeText(reason: string): string {
  return reason.replace(/[^ -~]/g, '?').slice(0, 120);
}
