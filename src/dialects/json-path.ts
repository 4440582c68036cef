import { isRecord } from '../protocol/json.ts';

/**
 * Puts a value at a path such as `$.items[0].name` into an object, and makes what is missing on the
 * way: an array before a number, an object before a name. Names that reach a prototype are refused.
 */
export function setJsonPath(
  root: Record<string, unknown>,
  path: string,
  change: (old: unknown) => unknown,
): void {
  const keys = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]/g)].map(
    ([, name, index, quoted]) => (index === undefined ? (name ?? quoted ?? '') : Number(index)),
  );
  const last = keys.pop();
  if (last === undefined || [...keys, last].some(isUnsafe)) return;
  let here: Record<string | number, unknown> = root;
  for (const [place, key] of keys.entries()) {
    const next = keys[place + 1] ?? last;
    const inner = Object.hasOwn(here, key) ? here[key] : undefined;
    const made: unknown = isRecord(inner) ? inner : typeof next === 'number' ? [] : {};
    here[key] = made;
    here = made as Record<string | number, unknown>;
  }
  here[last] = change(Object.hasOwn(here, last) ? here[last] : undefined);
}

// A hostile index would make an array of any length.
function isUnsafe(key: string | number): boolean {
  return typeof key === 'number' ? key > 10_000 : key === '__proto__';
}
