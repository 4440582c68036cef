import { lazy, Suspense } from 'react';
import type { AnalyseProps, DrawProps } from './demo-chat.ts';

const Drawn = lazy(() => import('./works/drawn.tsx'));
const Analysed = lazy(() => import('./works/analysed.tsx'));

/** The parts of an answer that this page shows by components of its own; each loads with the first of its kind. */
export const toolCards = {
  'tool-draw': (props: DrawProps) => (
    <Suspense fallback={props.children}>
      <Drawn {...props} />
    </Suspense>
  ),
  'tool-analyse': (props: AnalyseProps) => (
    <Suspense fallback={props.children}>
      <Analysed {...props} />
    </Suspense>
  ),
};
