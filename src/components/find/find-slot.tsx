'use client';
import type * as React from 'react';
import { useCallback } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import type { FindFrame } from './find-marks.ts';
import { useFind } from './use-find.ts';

/** Props of {@link FindSlot}. */
export interface FindSlotProps extends Pick<FindFrame, 'rows'> {
  readonly messages: readonly ChatMessage[];
  /** How the list stays at its end. */
  readonly stick: Pick<FindFrame, 'release'> & {
    readonly viewportRef: React.RefObject<HTMLElement | null>;
    readonly contentRef: React.RefObject<HTMLElement | null>;
  };
}

const findBar = new LazyPart(() => import('./find-bar.tsx'));

/** Where the find field of a list appears when it is asked for; it loads then. */
export function FindSlot({ messages, stick, rows }: FindSlotProps): React.ReactNode {
  const { viewportRef, contentRef, release } = stick;
  const frame = useCallback(() => {
    const [viewport, content] = [viewportRef.current, contentRef.current];
    return viewport && content ? { viewport, content, rows, release } : undefined;
  }, [viewportRef, contentRef, rows, release]);
  const { asked, close } = useFind(viewportRef);
  const part = useLazyPart(findBar, asked > 0);
  if (!part) return null;
  return <part.FindBar {...{ messages, frame, asked }} onClose={close} />;
}
