import { isRecord, textAt } from '../protocol/json.ts';

/** A value after a patch, or why the patch was refused as a whole. */
export type Patched = { readonly value: unknown } | { readonly problem: string };

/** What is wrong with a patch, in words. */
class PatchProblem extends Error {}

/**
 * Applies a JSON Patch to a decoded JSON value and changes nothing of what was given: all operations or none of them. A
 * location that leads to a prototype is refused. Source: RFC 6902, with the pointers of RFC 6901.
 */
export function applyPatch(value: unknown, patch: unknown): Patched {
  if (!Array.isArray(patch)) return { problem: 'the patch is no list of operations.' };
  let patched = value;
  for (const [index, operation] of patch.entries()) {
    try {
      patched = applyOperation(patched, operation);
    } catch (error) {
      // A value that is nested deeper than the stack ends as a range error.
      if (!(error instanceof PatchProblem || error instanceof RangeError)) throw error;
      return { problem: `${error.message} (operation ${index}: ${shown(operation)}).` };
    }
  }
  return { value: patched };
}

function applyOperation(root: unknown, operation: unknown): unknown {
  if (!isRecord(operation)) throw new PatchProblem('it is no object');
  const path = pointerAt(operation, 'path');
  switch (operation['op']) {
    case 'add':
      return add(root, path, valueOf(operation));
    case 'remove':
      return remove(root, path);
    case 'replace':
      // In its place, so that the order of fields stays.
      return change(root, path, replaceIn, valueOf(operation));
    case 'move':
      return move(root, pointerAt(operation, 'from'), path);
    case 'copy':
      return add(root, path, find(root, pointerAt(operation, 'from')));
    case 'test':
      if (areEqual(find(root, path), valueOf(operation))) return root;
      throw new PatchProblem('its test fails');
    default:
      throw new PatchProblem(`“${textAt(operation, 'op')}” is no operation`);
  }
}

function add(root: unknown, path: readonly string[], value: unknown): unknown {
  return change(root, path, addIn, value);
}

function remove(root: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return null;
  return change(root, path, removeIn, undefined);
}

function move(root: unknown, from: readonly string[], path: readonly string[]): unknown {
  const value = find(root, from);
  const isSame = from.every((key, place) => path[place] === key);
  if (isSame && path.length === from.length) return root;
  if (isSame) throw new PatchProblem('it moves a value into itself');
  return add(remove(root, from), path, value);
}

type Change = (place: object, key: string, value: unknown) => unknown;

/** Copies what lies on the way to a location and changes it there. */
function change(root: unknown, path: readonly string[], by: Change, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (!isRecord(root)) throw new PatchProblem('its path leads through a value without fields');
  if (rest.length === 0) return by(root, key, value);
  return replaceIn(root, key, change(find(root, [key]), rest, by, value));
}

function addIn(place: object, key: string, value: unknown): unknown {
  if (!Array.isArray(place)) return withField(place, key, value);
  const index = key === '-' ? place.length : indexIn(key, place.length);
  return place.toSpliced(index, 0, value);
}

function replaceIn(place: object, key: string, value: unknown): unknown {
  if (Array.isArray(place)) return place.with(indexIn(key, place.length - 1), value);
  assertField(place, key);
  return withField(place, key, value);
}

function removeIn(place: object, key: string): unknown {
  if (Array.isArray(place)) return place.toSpliced(indexIn(key, place.length - 1), 1);
  assertField(place, key);
  return Object.fromEntries(Object.entries(place).filter(([name]) => name !== key));
}

function find(root: unknown, path: readonly string[]): unknown {
  let here = root;
  for (const key of path) {
    if (!isRecord(here)) throw new PatchProblem('its path leads through a value without fields');
    if (Array.isArray(here)) here = here[indexIn(key, here.length - 1)];
    else {
      assertField(here, key);
      here = here[key];
    }
  }
  return here;
}

function withField(place: object, key: string, value: unknown): object {
  // Of such a name an assignment would set the prototype, also in the code that reads the state.
  if (key === '__proto__') throw new PatchProblem('a field may not be called __proto__');
  return { ...place, [key]: value };
}

function assertField(place: object, key: string): void {
  if (!Object.hasOwn(place, key)) throw new PatchProblem(`there is no field “${key}”`);
}

function indexIn(key: string, last: number): number {
  if (!/^(?:0|[1-9]\d*)$/.test(key)) throw new PatchProblem(`“${key}” is no place in a list`);
  if (Number(key) > last) throw new PatchProblem(`the list has no place ${key}`);
  return Number(key);
}

function pointerAt(operation: object, name: 'path' | 'from'): readonly string[] {
  const pointer: unknown = (operation as Readonly<Record<string, unknown>>)[name];
  if (typeof pointer !== 'string') throw new PatchProblem(`its ${name} is missing`);
  if (pointer === '') return [];
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer))
    throw new PatchProblem(`its ${name} is no JSON Pointer`);
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueOf(operation: Readonly<Record<string, unknown>>): unknown {
  if (!('value' in operation)) throw new PatchProblem('its value is missing');
  return operation['value'];
}

function areEqual(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && areEqual(one[name], other[name]));
}

function shown(operation: unknown): string {
  if (!isRecord(operation)) return String(operation);
  return ['op', 'from', 'path']
    .map((name) => textAt(operation, name))
    .filter(Boolean)
    .join(' ')
    .slice(0, 80);
}
