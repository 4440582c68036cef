import { LazyPart } from '../../view/lazy-part.ts';

/** Completes open blocks for display. */
export type Completer = typeof import('./complete-block.ts');

/** What completes open blocks for display: a message that is whole needs it at no time. */
export const completer: LazyPart<Completer> = new LazyPart(() => import('./complete-block.ts'));
