/** Reads a reply of Redis that is a text or nothing. Throws for any other: the store is not what it was taken for. */
export function textOrNull(reply: unknown): string | null {
  if (reply === null || typeof reply === 'string') return reply;
  throw unexpected(reply);
}

/** Reads a reply that is a list. Throws for any other. */
export function listOf(reply: unknown): readonly unknown[] {
  if (Array.isArray(reply)) return reply;
  throw unexpected(reply);
}

/** Reads a reply that is a list of texts. Throws for any other. */
export function textsOf(reply: unknown): readonly string[] {
  return listOf(reply).map((each) => {
    if (typeof each === 'string') return each;
    throw unexpected(each);
  });
}

function unexpected(reply: unknown): TypeError {
  return new TypeError(
    `Redis replied with ${reply === null ? 'nothing' : typeof reply} where it should not`,
  );
}
