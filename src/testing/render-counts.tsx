'use client';
import { Profiler } from 'react';
import type { ReactElement, ReactNode } from 'react';

/** Counts how often parts of a screen render. */
export interface RenderCounts {
  /** How often `name` has rendered since the last `clear`. */
  of(name: string): number;
  /** All counts, by name; what never rendered is absent. */
  all(): Readonly<Record<string, number>>;
  /** Begins anew. */
  clear(): void;
  /** Counts one render: call it in the body of a component. StrictMode renders everything twice. */
  mark(name: string): void;
  /** Counts the commits of its children, over React's Profiler; place it inside what is memoised. */
  readonly Profile: (props: { name: string; children: ReactNode }) => ReactElement;
}

/** Makes a counter of renders, for tests that prove what does not render again. */
export function renderCounts(): RenderCounts {
  const counts = new Map<string, number>();
  const mark = (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    of: (name) => counts.get(name) ?? 0,
    all: () => Object.fromEntries(counts),
    clear: () => counts.clear(),
    mark,
    Profile: ({ name, children }) => (
      <Profiler id={name} onRender={mark}>
        {children}
      </Profiler>
    ),
  };
}
