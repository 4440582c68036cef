import type { UiFunction } from '../data/functions.ts';
import type { UiRegistry } from '../surface/ui-registry.ts';

/** What a spec may do, and what it knows of its page. */
export interface SpecHost {
  readonly components: UiRegistry | undefined;
  readonly functions: Readonly<Record<string, UiFunction>> | undefined;
  /** Takes an action that is not one of the state; `title` is what its reader pressed. */
  readonly onAction: (
    name: string,
    params: Readonly<Record<string, unknown>>,
    store: { readonly data: unknown },
    title: string,
  ) => void;
}
