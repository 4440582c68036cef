/** Somebody in a line, or with a slot. */
export interface TurnTaker {
  /** Who asks; '' is nobody in particular, and all such are one. */
  readonly owner: string;
  /** Where he asks from. */
  readonly address: string;
}

/**
 * Puts a line in the order in which it is served: addresses take turns, and behind one address users do, so that whoever
 * asks for much waits for himself and not the others for him. What one has already counts as turns that he has had.
 * @param line In the order in which they came, which decides between equals.
 * @param held Those who have a slot.
 */
export function takeTurns<Taker extends TurnTaker>(
  line: readonly Taker[],
  held: Iterable<TurnTaker>,
): Taker[] {
  const having = [...held];
  const byUser = ranked(line, having, ({ owner, address }) => `${address}\n${owner}`);
  return ranked(byUser, having, ({ address }) => address);
}

/** Sorts by how many of the same group come before one, or have a slot. */
function ranked<Taker extends TurnTaker>(
  line: readonly Taker[],
  held: readonly TurnTaker[],
  groupOf: (taker: TurnTaker) => string,
): Taker[] {
  const turns = new Map<string, number>();
  const next = (taker: TurnTaker): number => {
    const turn = turns.get(groupOf(taker)) ?? 0;
    turns.set(groupOf(taker), turn + 1);
    return turn;
  };
  for (const taker of held) next(taker);
  return line
    .map((taker) => ({ taker, turn: next(taker) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ taker }) => taker);
}
