import { readFileSync } from 'node:fs';
import hljs from 'highlight.js';
import { bundledLanguagesInfo } from 'shiki/langs';
import { kin } from './language-kin.ts';

/** A language as another project knows it. */
export interface ForeignLanguage {
  /** All that it is called, its own name first. */
  readonly names: readonly string[];
  /** How its files end. */
  readonly extensions: readonly string[];
}

interface LinguistTable {
  readonly languages: Readonly<
    Record<string, { readonly aliases: readonly string[]; readonly extensions: readonly string[] }>
  >;
}

const linguist = JSON.parse(
  readFileSync(new URL('fixtures/linguist-languages.json', import.meta.url), 'utf8'),
) as LinguistTable;

/** A name as it can stand behind a fence: in lower case, and GitHub's hyphen for a space. */
function fenceName(name: string): string {
  return name.toLowerCase().replace(/\s+/g, '-');
}

function language(names: readonly string[], extensions: readonly string[] = []): ForeignLanguage {
  return {
    names: [...new Set(names.map(fenceName))],
    extensions: extensions.map(fenceName).filter((name) => /^[a-z\d_+-]+$/.test(name)),
  };
}

/** The languages of GitHub Linguist, Shiki and highlight.js; of two that claim a name, the first has it. */
export const foreignLanguages: readonly ForeignLanguage[] = [
  ...Object.entries(linguist.languages).map(([name, { aliases, extensions }]) =>
    language([name, ...aliases], extensions),
  ),
  ...bundledLanguagesInfo.map(({ id, name, aliases = [] }) => language([id, name, ...aliases])),
  ...hljs.listLanguages().map((id) => {
    const { name = id, aliases = [] } = hljs.getLanguage(id) ?? {};
    return language([id, name, ...aliases]);
  }),
];

/** Names without a grammar, and for each grammar the names that it has besides its own. */
export interface MappedNames {
  readonly byGrammar: ReadonlyMap<string, readonly string[]>;
  readonly missing: readonly string[];
}

/** Languages that share a name with another one, which Prism knows. */
const strangers: ReadonlySet<string> = new Set(['fluent']);

/**
 * Finds the grammar of every foreign name: `own` has the names that Prism gives. A language has the
 * grammar of the first of its names that has one.
 */
export function mapNames(own: ReadonlyMap<string, string>): MappedNames {
  const known = new Map(own);
  for (const [grammar, names] of Object.entries(kin)) {
    for (const name of names.split(' ')) known.set(name, own.get(name) ?? grammar);
  }
  const grammarOf = ({ names: [first = '', ...others] }: ForeignLanguage) =>
    strangers.has(first)
      ? undefined
      : [first, ...others].map((name) => known.get(name)).find((grammar) => grammar !== undefined);
  const grammars = new Map(known);
  for (const each of foreignLanguages) {
    const grammar = grammarOf(each);
    for (const name of each.names) {
      if (grammar !== undefined && !grammars.has(name)) grammars.set(name, grammar);
    }
  }
  const names = new Set(foreignLanguages.flatMap((each) => each.names));
  for (const [name, grammar] of extensionNames(grammars, names, grammarOf)) {
    grammars.set(name, grammar);
  }
  const byGrammar = new Map<string, string[]>();
  for (const [name, grammar] of grammars) {
    if (!own.has(name))
      byGrammar.set(grammar, [...(byGrammar.get(grammar) ?? []), name].toSorted());
  }
  return { byGrammar, missing: [...names].filter((name) => !grammars.has(name)).toSorted() };
}

/**
 * Extensions that are names too (`py3`, `mjs`): those that no language is called, that all who use them
 * colour alike, and in which a name of the language is: `tool` and `story` say something else in a fence.
 */
function extensionNames(
  grammars: ReadonlyMap<string, string>,
  names: ReadonlySet<string>,
  grammarOf: (language: ForeignLanguage) => string | undefined,
): [string, string][] {
  const users = new Map<string, Set<string | undefined>>();
  for (const each of foreignLanguages) {
    for (const extension of each.extensions) {
      users.set(extension, (users.get(extension) ?? new Set()).add(grammarOf(each)));
    }
  }
  const isLike = (extension: string, grammar: string) =>
    [...grammars].some(
      ([name, other]) => other === grammar && name.length > 1 && extension.includes(name),
    );
  return [...users].flatMap(([extension, [grammar, ...others]]): [string, string][] => {
    const isFree = others.length === 0 && !names.has(extension) && !grammars.has(extension);
    return grammar !== undefined && isFree && isLike(extension, grammar)
      ? [[extension, grammar]]
      : [];
  });
}
