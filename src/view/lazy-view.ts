'use client';
import type * as React from 'react';
import { createElement } from 'react';
import { LazyPart } from './lazy-part.ts';
import { useLazyPart } from './use-lazy-part.ts';

/** A component whose code loads when it is first shown; until then, and where it cannot be loaded, there is what `standIn` gives. */
export function lazyView<Props extends object>(
  load: () => Promise<React.ComponentType<Props>>,
  standIn: (props: Props) => React.ReactNode = () => null,
): (props: Props) => React.ReactNode {
  const part = new LazyPart(async () => ({ View: await load() }));
  return function LazyView(props: Props): React.ReactNode {
    const lazy = useLazyPart(part, true);
    return lazy ? createElement(lazy.View, props) : standIn(props);
  };
}
