import type { Entity } from './analyst.ts';

/** A name or figure as a model tells it: without its place. */
export type NamedEntity = Pick<Entity, 'text' | 'label'>;

/** Finds where in a text each name stands that was told of it, in order; what does not stand there was made up, and is left out. */
export function placeEntities(text: string, named: readonly NamedEntity[]): Entity[] {
  const found: Entity[] = [];
  const isFree = (start: number, end: number) =>
    found.every((other) => end <= other.start || other.end <= start);
  for (const { text: name, label } of named) {
    const wanted = name.trim();
    if (wanted === '') continue;
    let start = text.indexOf(wanted);
    while (start >= 0 && !isFree(start, start + wanted.length))
      start = text.indexOf(wanted, start + 1);
    if (start >= 0) found.push({ text: wanted, label, start, end: start + wanted.length });
  }
  return found.toSorted((one, other) => one.start - other.start);
}
