import {
  type MarkdownExtensions,
  type MarkedExtension,
  type MarkedOptions,
  Tokenizer,
} from './marked.ts';

/** Puts together what a lexer reads of extensions. `Marked` does the same and brings all that renders HTML. */
export function optionsOf(packs: readonly MarkedExtension[]): MarkedOptions {
  const lists: NonNullable<MarkedOptions['extensions']> = { renderers: {}, childTokens: {} };
  for (const extension of packs.flatMap(({ extensions }) => extensions ?? [])) {
    if (!('tokenizer' in extension)) continue;
    const { level, start, tokenizer } = extension;
    (lists[level] ??= []).unshift(tokenizer);
    if (start) (lists[level === 'block' ? 'startBlock' : 'startInline'] ??= []).push(start);
  }
  const maskers = packs.map(({ hooks }) => hooks as Partial<Masker> | undefined).filter(hasMask);
  const emStrongMask = (text: string) =>
    maskers.reduceRight((masked, hooks) => hooks.emStrongMask(masked), text);
  return {
    gfm: true,
    ...Object.assign({}, ...packs),
    extensions: lists,
    hooks: maskers.length > 0 ? { emStrongMask } : null,
    tokenizer: null,
  };
}

/** The only hook that lexers have: it hides text in which no emphasis is looked for. */
interface Masker {
  emStrongMask(text: string): string;
}

function hasMask(hooks: Partial<Masker> | undefined): hooks is Masker {
  return hooks?.emStrongMask !== undefined;
}

type Method = (...args: unknown[]) => unknown;

/** Lets methods stand in for those of a tokenizer; `false` from one means that it is none of its business. */
export function override(tokenizer: object, methods: MarkedExtension['tokenizer']): void {
  for (const [name, own] of Object.entries<unknown>({ ...methods }) as [string, Method][]) {
    const before = Reflect.get(tokenizer, name) as Method;
    Reflect.set(tokenizer, name, (...args: unknown[]) => {
      const token = own.apply(tokenizer, args);
      return token === false ? before.apply(tokenizer, args) : token;
    });
  }
}

/**
 * A tokenizer with methods of the kit in front of those of an instance, which stays as it is: its methods
 * are bound to it, so what a lexer tells its tokenizer is told to it as well.
 */
function tokenizerOver(theirs: Tokenizer, ours: readonly MarkedExtension[]): Tokenizer {
  const tokenizer: Tokenizer = Object.create(theirs) as Tokenizer;
  for (const name of ['rules', 'lexer', 'options'] as const) {
    Object.defineProperty(tokenizer, name, {
      get: () => theirs[name],
      set(value) {
        Reflect.set(theirs, name, value);
      },
    });
  }
  for (const pack of ours) override(tokenizer, pack.tokenizer);
  return tokenizer;
}

/** Puts extensions of the kit under those of the user, whose instance stays as it is. */
export function joinExtensions(
  ours: readonly MarkedExtension[],
  theirs: MarkdownExtensions = [],
): MarkdownExtensions {
  if (!('defaults' in theirs)) return [...ours, ...theirs];
  const { extensions: added, hooks: mask, gfm } = optionsOf(ours);
  const { extensions, hooks = mask } = theirs.defaults;
  const levels = ['inline', 'block', 'startInline', 'startBlock'] as const;
  const lists = levels.map((level) => [
    level,
    [...(extensions?.[level] ?? []), ...(added?.[level] ?? [])],
  ]);
  return {
    defaults: {
      ...theirs.defaults,
      ...(gfm === false && { gfm }),
      hooks: hooks ?? null,
      tokenizer: tokenizerOver(theirs.defaults.tokenizer ?? new Tokenizer(), ours),
      extensions: { renderers: {}, childTokens: {}, ...Object.fromEntries(lists) },
    },
  };
}
