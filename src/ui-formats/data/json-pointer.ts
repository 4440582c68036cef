/** Names through which an object of JavaScript would be reached that is no data. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
/** Longer pointers lead nowhere. */
const mostSteps = 64;
/** A list is never made longer than this by a pointer. */
const mostItems = 10_000;

/** Whether a value is an object that is no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of what may be anything. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** The steps of a JSON pointer (RFC 6901); a slash at the end, and none at the beginning, are forgiven. */
export function stepsOf(pointer: string): readonly string[] {
  const steps = pointer.replace(/^\//, '').replace(/\/$/, '').split('/');
  return steps.length === 1 && steps[0] === ''
    ? []
    : steps.slice(0, mostSteps).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A pointer as it is from the root: those without a slash begin at `base`. */
export function absolute(pointer: string, base: string): string {
  if (pointer.startsWith('/')) return pointer;
  return pointer === '' || pointer === '.' ? base : `${base.replace(/\/$/, '')}/${pointer}`;
}

/** What a pointer leads to; undefined where there is nothing. */
export function valueAt(data: unknown, pointer: string): unknown {
  return stepsOf(pointer).reduce<unknown>(fieldOf, data);
}

/** The data with another value at a pointer; `undefined` takes away what is there. What is not on the way stays the same. */
export function withValueAt(data: unknown, pointer: string, value: unknown): unknown {
  const steps = stepsOf(pointer);
  return steps.some((step) => forbidden.has(step)) ? data : put(data, steps, value);
}

function put(data: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const isIndex = /^(?:\d+|-)$/.test(step);
  if (Array.isArray(data) || (!isRecord(data) && isIndex)) {
    const list: unknown[] = Array.isArray(data) ? [...(data as readonly unknown[])] : [];
    const index = step === '-' ? list.length : Number(step);
    if (!isIndex || index >= mostItems) return data;
    if (value === undefined && rest.length === 0) list.splice(index, 1);
    else list[index] = put(list[index], rest, value);
    return list;
  }
  const record = isRecord(data) ? { ...data } : {};
  if (value === undefined && rest.length === 0) Reflect.deleteProperty(record, step);
  else record[step] = put(fieldOf(record, step), rest, value);
  return record;
}

/** Whether two values of JSON say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) => Object.hasOwn(other, name) && isSame(fieldOf(one, name), fieldOf(other, name)),
    )
  );
}

/** A value as text: nothing for nothing, JSON for what is no scalar. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : (JSON.stringify(value) ?? '');
}
