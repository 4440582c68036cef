import { LazyPart } from '../../view/lazy-part.ts';

/** What fades new words in; nothing where the page cannot say whether its reader wants motion, as in tests without a browser. */
export const fading: LazyPart<typeof import('./fading-text.tsx')> = new LazyPart(async () => {
  const mayMove = globalThis.matchMedia?.('(prefers-reduced-motion: no-preference)').matches;
  if (!mayMove) throw new Error('no motion is wanted');
  return import('./fading-text.tsx');
});
