import type { UiRegistry } from '../surface/ui-registry.ts';
import type { Meanings } from './evaluate.ts';
import type { Expression } from './read-expression.ts';

/** What an interface may do, and what it knows of its page. */
export interface OpenUiHost {
  readonly components: UiRegistry | undefined;
  /** Takes what is to be said to the model, or a step that the kit does not know. */
  readonly onAction: (
    name: string,
    args: readonly unknown[],
    store: { readonly data: Readonly<Record<string, unknown>> },
    title: string,
  ) => void;
}

/** A component with what its arguments say, or how they are worked out. */
export interface Kept {
  readonly name: string;
  readonly call?: Extract<Expression, { kind: 'call' }>;
  readonly loop?: Meanings['loop'];
  readonly turn?: string;
  readonly props?: Readonly<Record<string, unknown>>;
}
