import type { EntityLabel } from '../analyst.ts';
import { readTerms, type Term } from './terms.ts';
import type { Reading, Span } from './wink.ts';

/** Last words of what firms, schools and offices are called. */
const organisation =
  /^(?:Inc|Corp|Ltd|LLC|GmbH|AG|PLC|Co|Company|Corporation|Group|Holdings|Bank|University|College|Institute|School|Hospital|Museum|Foundation|Association|Agency|Ministry|Council|Committee|Commission|Parliament|Party|Union|Airlines|Airways|Motors|Labs|Systems|Technologies|Times|Post)\.?$/;
/** Words of places that are called by them. */
const place =
  /^(?:City|Town|Village|Island|Islands|Mountain|Mountains|Mount|Lake|River|Sea|Ocean|Bay|Valley|Street|Road|Avenue|Square|Park|Bridge|Airport|Station|County|Province|Republic|Kingdom)$/;
/** Names that compromise's lists lack. */
const known: Readonly<Record<string, EntityLabel>> = Object.fromEntries([
  ...'Adobe Airbus Amazon Anthropic Apple Boeing Huawei Intel Meta Mistral Netflix Nokia Nvidia OpenAI Oracle Samsung Spotify Tesla Uber Wikipedia Zoom'
    .split(' ')
    .map((name) => [name, 'organisation'] as const),
  ...'Earth Mars Jupiter Saturn Venus Antarctica Arctic Atlantic Pacific Mediterranean Alps Himalayas Sahara'
    .split(' ')
    .map((name) => [name, 'place'] as const),
]);
/** Ends of names whose full stop is theirs. */
const shortened = /^(?:Inc|Corp|Ltd|Co|Jr|Sr)$|\.\p{L}$/u;
const title =
  /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|President|Minister|Sir|Lady|King|Queen|Captain)\.?$/;
/** Words that are written large and name nothing. */
const noName = /^(?:I|Mr|Mrs|Ms|Miss|Dr|Prof|Sir|God|Internet|English|PDF|FAQ|OK|TV)\.?$/;

/** What stands between the names of a list. */
const comma = /^(?:,|\s*(?:,\s*)?(?:and|or|&))\s+$/;

interface Name extends Span {
  readonly label: EntityLabel;
}

/** Finds what people, places and organisations are called: runs of proper nouns, cut at commas. */
export function findNames(text: string, reading: Reading): Name[] {
  const names = findRuns(text, reading);
  // Who is named in a list is what the others of it are.
  for (let i = 0; i < names.length; i++) {
    const [before, name, after] = [names[i - 1], names[i], names[i + 1]];
    if (name?.label !== 'name') continue;
    const isListed = (a: Span, b: Span) => comma.test(text.slice(a.end, b.start));
    if (before && isListed(before, name)) names[i] = { ...name, label: before.label };
    else if (after && isListed(name, after)) names[i] = { ...name, label: after.label };
  }
  return names;
}

function findRuns(text: string, { properNouns }: Reading): Name[] {
  const terms = readTerms(text);
  const names: Name[] = [];
  let run: Term[] = [];
  const close = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first && last && !(run.length === 1 && noName.test(first.text))) {
      const before = terms[terms.indexOf(first) - 1];
      names.push({ ...spanOf(text, first, last), label: labelOf(run, before) });
    }
    run = [];
  };
  for (const [index, term] of terms.entries()) {
    const before = terms[index - 1];
    if (!isName(term, properNouns)) close();
    else {
      if (before && (term.isFirst || !isBlank(before))) close();
      run.push(term);
    }
  }
  close();
  return names;
}

/** Without the ’s of what belongs to somebody, and with the full stop of what is shortened. */
function spanOf(text: string, first: Term, last: Term): Span {
  const owner = /['’]s?$/.exec(last.text)?.[0].length ?? 0;
  const stop = shortened.test(last.text) && text[last.end] === '.' ? 1 : 0;
  return { start: first.start, end: last.end - owner + stop };
}

/** Whether a name may go on behind a word: after a blank, a hyphen or an abbreviation's full stop. */
function isBlank({ gap, text }: Term): boolean {
  return gap.trim() === '' || (gap.trim() === '.' && (title.test(text) || text.length === 1));
}

function isName(term: Term, properNouns: ReadonlySet<number>): boolean {
  const { text, tags, isFirst, start } = term;
  if (!/^\p{Lu}/u.test(text) && !/^\p{Ll}+\p{Lu}/u.test(text)) return false;
  if (['Date', 'Month', 'WeekDay', 'Pronoun', 'Demonym'].some((tag) => tags.has(tag))) return false;
  const isTagged = ['Person', 'Place', 'Organization', 'ProperNoun'].some((tag) => tags.has(tag));
  // The first word of a sentence is written large anyway, so there both must take it for a name.
  return isFirst ? isTagged && properNouns.has(start) : isTagged || properNouns.has(start);
}

function labelOf(run: readonly Term[], before: Term | undefined): EntityLabel {
  const says = (pattern: RegExp) => run.some(({ text }) => pattern.test(text));
  const [only] = run;
  const listed = run.length === 1 && only ? known[only.text] : undefined;
  if (says(title) || (before && title.test(before.text))) return 'person';
  if (listed) return listed;
  if (says(organisation)) return 'organisation';
  if (says(place)) return 'place';
  return taggedAs(run) ?? guess(run, before);
}

/** What compromise takes a name for. */
function taggedAs(run: readonly Term[]): EntityLabel | undefined {
  const has = (tag: string) => run.some(({ tags }) => tags.has(tag));
  if (has('Place')) return 'place';
  if (has('Organization')) return 'organisation';
  return has('Person') ? 'person' : undefined;
}

/** What a name that nobody knows is by how it looks and what stands before it. */
function guess(run: readonly Term[], before: Term | undefined): EntityLabel {
  const [first] = run;
  // Written large within a word or all over: what firms and offices are called.
  if (run.length === 1 && first && /\p{Ll}\p{Lu}|^\p{Lu}{2,}$/u.test(first.text)) {
    return 'organisation';
  }
  if (before && /^in$/i.test(before.text)) return 'place';
  return run.length === 2 || run.length === 3 ? 'person' : 'name';
}
