/** The largest whole number that the grammars of this house allow, of 15 digits; each up to it is exact in JavaScript. */
export const largestInteger = 10 ** 15 - 1;

/** Writes the whole numbers from `least` to `most` as alternatives of a GBNF grammar; empty when there is none. */
export function integerRange(least: number, most: number): string[] {
  const from = Math.max(Math.ceil(least), -largestInteger);
  const to = Math.min(Math.floor(most), largestInteger);
  if (from > to) return [];
  const negative = from < 0 ? digitRange(Math.max(1, -to), -from) : [];
  const positive = to >= 0 ? digitRange(Math.max(0, from), to) : [];
  return [...negative.map((digits) => `"-" ${digits}`), ...positive];
}

/** Numbers of one length after the other: 7 to 1,234 is 7–9, 10–99, 100–999 and 1000–1234. */
function digitRange(from: number, to: number): string[] {
  const alternatives: string[] = [];
  for (let least = from; least <= to;) {
    const most = Math.min(to, 10 ** String(least).length - 1);
    alternatives.push(...sameLength(String(least), String(most)));
    least = most + 1;
  }
  return alternatives;
}

function sameLength(from: string, to: string): string[] {
  if (from === '') return [''];
  const [low = '', high = ''] = [from[0], to[0]];
  const [fromRest, toRest] = [from.slice(1), to.slice(1)];
  const zeros = '0'.repeat(fromRest.length);
  const nines = '9'.repeat(fromRest.length);
  if (low === high) return sameLength(fromRest, toRest).map((rest) => join(`"${low}"`, rest));
  const alternatives: string[] = [];
  let [first, last] = [Number(low), Number(high)];
  if (fromRest !== zeros) {
    alternatives.push(...sameLength(fromRest, nines).map((rest) => join(`"${low}"`, rest)));
    first++;
  }
  const isWhole = toRest === nines;
  if (!isWhole) last--;
  const free = fromRest.length === 0 ? '' : `[0-9]{${fromRest.length}}`;
  if (first <= last) alternatives.push(join(`[${first}-${last}]`, free));
  if (!isWhole) {
    alternatives.push(...sameLength(zeros, toRest).map((rest) => join(`"${high}"`, rest)));
  }
  return alternatives;
}

function join(head: string, rest: string): string {
  return rest === '' ? head : `${head} ${rest}`;
}
