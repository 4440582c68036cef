'use client';

import { useState, useSyncExternalStore } from 'react';
import type { LazyPart } from '../../view/lazy-part.ts';
import type { Completing } from '../complete/display-token.ts';
import { completer } from '../complete/lazy-completer.ts';
import { fading } from './lazy-fading-text.ts';
import { rareReader, rareSign } from '../syntax/lazy-rare-rules.ts';
import type { RareRules } from '../syntax/rare-rules.ts';

/** What a message is read and shown with that loads when it is first needed. */
export interface LateParts extends Pick<Completing, 'completer'> {
  /** Absent while it loads; `'none'` where it cannot be had, and in what a server has rendered. */
  readonly rareRules: RareRules | 'none' | undefined;
  /** The text as far as it can be read: a text that grows waits in front of what may be a rare construct. */
  readonly text: string;
}

/** Loads what a message needs: all of it from the first render on in which it grows. */
export function useLateParts(text: string, isStreaming: boolean): LateParts {
  // Blocks of a message that has ended do not render again when another message loads something.
  const [hasGrown, setGrown] = useState(isStreaming);
  if (isStreaming && !hasGrown) setGrown(true);
  const reader = useLatePart(rareReader, hasGrown || rareSign.test(text), none);
  const [first] = useState(reader);
  // What a server has shown stays until the part is there.
  const found = reader ?? first;
  const rareRules = typeof found === 'object' ? found.rareRules : found;
  return {
    completer: useLatePart(completer, hasGrown, nothing),
    rareRules,
    text: isStreaming && !rareRules ? (text.split(rareSign, 1)[0] ?? '') : text,
  };
}

let isPromised = false;

/**
 * Loads what messages otherwise load when they first need it: what completes their open end, and what
 * reads rare constructs (tags that are no markup, `<details>`, comparisons, fences of markdown). Await it on the server before rendering and in the browser before hydrating, and servers render both as
 * browsers do. In one of the two alone it makes them differ.
 */
export async function loadMarkdownParts(): Promise<void> {
  await Promise.all([completer.load(), rareReader.load()]);
  isPromised = true;
}

/** Loads in a page what an answer needs while it grows, so that it is there when the first words come. */
export function loadGrowingParts(): void {
  for (const part of [completer, rareReader, fading]) void part.load();
}

/** A late part, or what `before` answers while none is wanted. */
function useLatePart<Part>(
  part: LazyPart<Part>,
  isWanted: boolean,
  before: () => 'none' | undefined,
): Part | 'none' | undefined {
  // Always the same function: React looks again after each frame at what is asked by a new one.
  const now: () => Part | 'none' | undefined = isWanted ? part.outcome : before;
  // The first render in the browser must match what servers show.
  const found = useSyncExternalStore(part.subscribe, now, isPromised ? now : before);
  // Here and not in an effect, so that the load begins before the first frame is painted.
  if (isWanted && found === undefined && typeof document !== 'undefined') void part.load();
  return found;
}

const none = () => 'none' as const;
const nothing = () => undefined;
