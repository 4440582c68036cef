import { LazyPart } from './lazy-part.ts';

const layoutRules = new LazyPart(() => import('./layout-rules.ts'));

/**
 * Adopts the layout rules into the document or shadow root of an element, once; to be passed as
 * `ref`. A constructed stylesheet needs no exception in a strict content security policy. The rules
 * come with the first element that needs them: without them long content costs more, and is all there.
 */
export function adoptLayoutSheet(element: Element | null): void {
  if (element === null) return;
  const loaded = layoutRules.get();
  if (loaded) loaded.adoptSheet(element);
  else void layoutRules.load().then((rules) => rules?.adoptSheet(element));
}
