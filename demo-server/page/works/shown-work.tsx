import { lazy, Suspense } from 'react';
import type { Place } from '../place.ts';
import type { ModelInfo } from '../use-model.ts';

// Each loads when it is looked at.
const works = {
  document: lazy(() => import('./shared-document.tsx')),
  picture: lazy(() => import('./draw-picture.tsx')),
  text: lazy(() => import('./analyse-text.tsx')),
  list: lazy(() => import('./process-list.tsx')),
  live: lazy(() => import('./live-numbers.tsx')),
  room: lazy(() => import('./meet-in-room.tsx')),
};

interface ShownWorkProps {
  readonly place: Exclude<Place, 'chat'>;
  readonly model: ModelInfo | undefined;
}

/** The demo of a stream that is no chat, and who does the work. */
export function ShownWork({ place, model }: ShownWorkProps) {
  const Shown = works[place];
  const workers: Partial<Record<Place, { readonly name: string } | undefined>> = {
    picture: model?.images,
    text: model?.analyst,
  };
  const worker = workers[place];
  return (
    <main className="works">
      <Suspense>
        <Shown />
        {worker && <p className="work-by">Done by {worker.name}</p>}
      </Suspense>
    </main>
  );
}
