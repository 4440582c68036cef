import { stepsOf, valueAt, withValueAt } from '../data/json-pointer.ts';

/** A value with another one at a pointer; what is added to a list goes in between. */
export function written(data: unknown, pointer: string, value: unknown, isAdded: boolean): unknown {
  const steps = stepsOf(pointer);
  const list = valueAt(data, pointer.split('/').slice(0, -1).join('/'));
  const index = Number(steps.at(-1));
  if (!isAdded || !Array.isArray(list) || steps.length === 0 || Number.isNaN(index))
    return withValueAt(data, pointer, value);
  const longer = [...(list as readonly unknown[])];
  longer.splice(index, 0, value);
  return withValueAt(data, pointer.split('/').slice(0, -1).join('/'), longer);
}
