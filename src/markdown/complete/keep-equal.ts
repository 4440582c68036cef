/**
 * What of `next` equals `before` is the same object as there, so that what renders tokens skips it.
 * Neither is changed; objects of classes are equal to themselves only.
 */
export function keepEqual<Value>(next: Value, before: unknown): Value {
  // Strings are compared at once: most values of tokens are.
  if (Object.is(next, before) || typeof next !== 'object') return next;
  if (Array.isArray(next) && Array.isArray(before)) return keepItems(next, before) as Value;
  return isPlain(next) && isPlain(before) ? keepFields(next, before) : next;
}

function keepItems(next: readonly unknown[], before: readonly unknown[]): readonly unknown[] {
  let isSame = next.length === before.length;
  const kept: unknown[] = [];
  for (let at = 0; at < next.length; at++) {
    const item = keepEqual(next[at], before[at]);
    if (item !== before[at]) isSame = false;
    kept.push(item);
  }
  return isSame ? before : kept;
}

type Fields = Readonly<Record<string, unknown>>;

function keepFields<Value extends Fields>(next: Value, before: Fields): Value {
  const names = Object.keys(next);
  let isSame = names.length === Object.keys(before).length;
  let kept: Record<string, unknown> | undefined;
  for (const name of names) {
    const value = keepEqual(next[name], before[name]);
    if (value !== before[name] || !(name in before)) isSame = false;
    if (value !== next[name]) (kept ??= { ...next })[name] = value;
  }
  return (isSame ? before : (kept ?? next)) as Value;
}

function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
