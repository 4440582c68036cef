import { answerTags, harmonyMarks, knownTags } from './reasoning-tags.ts';

const header = '<\\|(?:start|channel)\\|>[^]{0,256}?<\\|message\\|>';

/** The tags of a splitter, and how to find them. */
export interface TagSet {
  readonly closes: ReadonlyMap<string, string>;
  readonly all: readonly string[];
  /** The characters that they begin with. */
  readonly starts: string;
  readonly token: RegExp;
  /** The same with Harmony's headers whole. */
  readonly headed: RegExp;
  /** What a text has that is more than words. */
  readonly sign: RegExp;
}

/** Makes the set of these pairs of tags, with those that stand for themselves. */
export function tagSetOf(pairs: readonly (readonly [string, string])[]): TagSet {
  const all = [...pairs.flat(), ...answerTags, ...harmonyMarks];
  const names = all.map((tag) => tag.replace(/[^\w<>:/▷◁\n]/g, '\\$&'));
  const marks = [...names, '`+', '~{3,}', '\\n'];
  const starts = [...new Set(all.map((tag) => tag.charAt(0)))].join('');
  return {
    closes: new Map(pairs),
    all,
    starts,
    token: new RegExp(marks.join('|'), 'g'),
    headed: new RegExp([header, ...marks].join('|'), 'g'),
    sign: new RegExp(`[\\n\`~${starts.replace(/[[\]\\^-]/g, '\\$&')}]`),
  };
}

/** The tags of well-known models. */
export const knownTagSet: TagSet = tagSetOf(knownTags);
