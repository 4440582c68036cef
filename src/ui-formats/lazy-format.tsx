'use client';
import type * as React from 'react';
import { createElement, useEffect, useSyncExternalStore } from 'react';
import { LazyPart } from '../view/lazy-part.ts';

/** Stands where something is to come that is not there yet. Renders a `<span>`, which nobody hears of. */
export function Waiting(): React.JSX.Element {
  return <span className="rv-ui-waiting" aria-hidden="true" data-chrome="" />;
}

/** A component whose code loads with the first thing that it shows; `instead` shows it where the code cannot be loaded. */
export function lazyFormat<Props extends object>(
  load: () => Promise<React.ComponentType<Props>>,
  instead: (props: Props) => React.ReactNode,
): (props: Props) => React.ReactNode {
  const part = new LazyPart(async () => ({ View: await load() }));
  return function LazyFormat(props: Props): React.ReactNode {
    const outcome = useSyncExternalStore(part.subscribe, part.outcome, () => undefined);
    useEffect(() => void part.load(), []);
    if (outcome === 'none') return instead(props);
    return outcome ? createElement(outcome.View, props) : <Waiting />;
  };
}
