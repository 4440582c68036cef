'use client';
import type * as React from 'react';
import { useEffect, useState } from 'react';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import type { ReadingProps } from './reading-options.ts';

const aids = new LazyPart(() => import('./reading-aids.tsx'));

/** Where the button for a quote and the cards of citations appear; they load with the first selection or citation that is met. */
export function ReadingSlot(props: ReadingProps): React.ReactNode {
  const { viewportRef } = props;
  const [isWanted, setWanted] = useState(false);
  const part = useLazyPart(aids, isWanted);
  useEffect(() => {
    const viewport = viewportRef.current;
    if (isWanted || !viewport) return undefined;
    const page = viewport.ownerDocument;
    const meet = ({ type, target }: Event) => {
      const isMet =
        type === 'selectionchange'
          ? page.getSelection()?.isCollapsed === false
          : (target as Element).closest('.rv-citation,.rv-source');
      if (isMet) setWanted(true);
    };
    page.addEventListener('selectionchange', meet);
    for (const type of ['pointerover', 'focusin']) viewport.addEventListener(type, meet);
    return () => {
      page.removeEventListener('selectionchange', meet);
      for (const type of ['pointerover', 'focusin']) viewport.removeEventListener(type, meet);
    };
  }, [isWanted, viewportRef]);
  return part && <part.ReadingAids {...props} />;
}
