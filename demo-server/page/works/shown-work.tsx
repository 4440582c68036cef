import { lazy, Suspense } from 'react';
import type { Place } from '../place.ts';

// Each loads when it is looked at.
const works = {
  picture: lazy(() => import('./draw-picture.tsx')),
  text: lazy(() => import('./analyse-text.tsx')),
  list: lazy(() => import('./process-list.tsx')),
  live: lazy(() => import('./live-numbers.tsx')),
};

/** The demo of a stream that is no chat. */
export function ShownWork({ place }: { readonly place: Exclude<Place, 'chat'> }) {
  const Shown = works[place];
  return (
    <main className="works">
      <Suspense>
        <Shown />
      </Suspense>
    </main>
  );
}
