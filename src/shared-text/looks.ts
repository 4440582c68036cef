// Dark enough on white and light enough on black, for editors that know one colour of a person alone.
const colors = [
  '#3b73d9',
  '#b8620a',
  '#2e8540',
  '#a846b0',
  '#c2373a',
  '#0e7f93',
  '#7a6a00',
  '#7659d6',
] as const;

/** The look that a replica has where nobody else has it: one of eight. */
export function lookOf(id: number): number {
  return id % colors.length;
}

/** The colour of a look. */
export function colorOfLook(look: number): string {
  return colors[look % colors.length] ?? colors[0];
}

/** Gives each of some replicas a look, another to each while there are enough; every page gives them the same. */
export function looksOf(ids: readonly number[]): ReadonlyMap<number, number> {
  const taken = new Set<number>();
  const looks = new Map<number, number>();
  for (const id of ids.toSorted((one, other) => one - other)) {
    let look = lookOf(id);
    for (let tries = 0; taken.has(look) && tries < colors.length; tries += 1) {
      look = (look + 1) % colors.length;
    }
    taken.add(look);
    looks.set(id, look);
  }
  return looks;
}
