import { lendGlobal, returnGlobal } from './prism-global.ts';
import Prism from 'prismjs/components/prism-core.js';

// The only door to Prism. `prism-global.ts` must come first: the core reads its flags as it loads.
Prism.manual = true;
returnGlobal();

/** Prism's own tree: strings and tokens. */
export type PrismNode = string | PrismToken;

/** One token of Prism's tree. */
interface PrismToken {
  readonly type: string;
  readonly alias?: string | readonly string[];
  readonly content: PrismNode | readonly PrismNode[];
}

type LanguageMap = typeof import('./prism-languages.ts');

let languageMap: LanguageMap | undefined;
/** The languages by their names in other projects: `c++`, `zsh`, `vue`. */
const foreignNames = new Map<string, string>();
const loads = new Map<string, Promise<void>>();

/** The name Prism knows a language by, or undefined while the map of languages is not loaded or lacks it. */
function prismName(language: string): string | undefined {
  if (languageMap === undefined) return undefined;
  const name = language.toLowerCase();
  const { aliases, loaders } = languageMap;
  if (Object.hasOwn(loaders, name)) return name;
  return Object.hasOwn(aliases, name) ? aliases[name] : foreignNames.get(name);
}

async function loadMap(): Promise<LanguageMap> {
  const map = await import('./prism-languages.ts');
  for (const [language, names] of Object.entries(map.otherNames)) {
    for (const name of names.split(' ')) foreignNames.set(name, language);
  }
  return map;
}

/** Tells whether the grammar of a Prism name or alias is there. */
export function hasGrammar(language: string): boolean {
  const name = prismName(language);
  return name !== undefined && Object.hasOwn(Prism.languages, name);
}

/** Loads a grammar and all that it needs, once; answers false for an unknown language. */
export async function loadGrammar(language: string): Promise<boolean> {
  languageMap ??= await loadMap();
  const name = prismName(language);
  if (name === undefined) return false;
  await loadOnce(name, languageMap);
  // HTML carries styles and scripts, whose grammars add themselves to it.
  if (name === 'markup') await loadOnce('css', languageMap);
  if (name === 'markup') await loadOnce('javascript', languageMap);
  return true;
}

/** Colours code with a loaded grammar, with the hooks that template languages need. */
export function tokenizePrism(code: string, language: string): readonly PrismNode[] {
  const name = prismName(language);
  const grammar = name === undefined ? undefined : Prism.languages[name];
  if (grammar === undefined) return [code];
  const env = { code, grammar, language: name, tokens: [] as PrismNode[] };
  // Some languages' hooks look for the global when they run.
  lendGlobal(Prism);
  try {
    Prism.hooks.run('before-tokenize', env);
    env.tokens = Prism.tokenize(env.code, env.grammar);
    Prism.hooks.run('after-tokenize', env);
  } finally {
    returnGlobal();
  }
  return env.tokens;
}

function loadOnce(name: string, map: LanguageMap): Promise<void> {
  let load = loads.get(name);
  if (load === undefined) {
    load = loadInOrder(name, map);
    loads.set(name, load);
    load.catch(() => loads.delete(name));
  }
  return load;
}

async function loadInOrder(name: string, map: LanguageMap): Promise<void> {
  // A grammar extends the one it requires while it loads: they must come strictly before it.
  for (const requirement of map.requirements[name] ?? []) await loadOnce(requirement, map);
  lendGlobal(Prism);
  try {
    await map.loaders[name]?.();
  } finally {
    returnGlobal();
  }
}
