import { LazyPart } from '../../view/lazy-part.ts';

/** What reads rare constructs: texts without a sign of them need it at no time. */
export const rareReader: LazyPart<typeof import('./rare-rules.ts')> = new LazyPart(
  () => import('./rare-rules.ts'),
);

/** Where the first of these may begin: a tag, a comparison, or a fence of markdown. */
export const rareSign = /[<>]|(?:```|~~~)[ \t]*m(?:arkdown|d)/i;
