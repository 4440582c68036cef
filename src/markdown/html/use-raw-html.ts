'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { frontOfNotes, frontOfPages } from './html-front.ts';
import { rawHtml } from '../elements/lazy-raw-html.ts';
import type { DocumentView } from '../document/markdown-document.ts';
import type { Completing } from '../complete/display-token.ts';

/** What of a message can be shown now. */
export interface ShownView extends Pick<DocumentView, 'pages'> {
  readonly section: DocumentView['footnotes']['section'];
  /** Whether what raw HTML there is can be sanitised; it is text where not. */
  readonly hasDom: boolean;
}

/** How raw HTML shows: sanitised, as text, or not yet. */
type HtmlForm = 'clean' | 'text' | 'held';

/**
 * Loads what shows raw HTML with the first of it. Until then a message shows up to there; raw HTML
 * is text where the server has shown it so, and where the part cannot be had. It waits as well while
 * `isReaderMissing`, which tells tags from text.
 */
export function useRawHtml(
  view: DocumentView,
  isStreaming: boolean,
  completing: Completing,
  isReaderMissing: boolean,
): ShownView {
  const { pages } = view;
  const { section } = view.footnotes;
  const isMissing = view.mayHaveHtml && (isReaderMissing || rawHtml.get() === undefined);
  const front = useMemo(() => {
    if (!isMissing) return { pages, section };
    const notes = section && frontOfNotes(section);
    return { pages: frontOfPages(pages, isStreaming, completing), section: notes };
  }, [pages, section, isStreaming, completing, isMissing]);
  const isWaiting = front.pages !== pages || front.section !== section;
  // What has no raw HTML does not render again when the part comes.
  const stored = useSyncExternalStore(
    rawHtml.subscribe,
    isWaiting ? formNow : formOfOthers,
    formOnServer,
  );
  const form = isWaiting && isReaderMissing ? 'held' : stored;
  const [firstForm] = useState(form);
  // Here and not in an effect, so that the load begins before the page is painted.
  if (stored === 'held') void rawHtml.load();
  useEffect(() => {
    if (isWaiting) void rawHtml.load();
  }, [isWaiting]);
  if (form === 'held' && firstForm !== 'text') return { ...front, hasDom: true };
  return { pages, section, hasDom: form === 'clean' };
}

function formNow(): HtmlForm {
  const outcome = rawHtml.outcome();
  if (outcome === 'none') return 'text';
  return outcome ? 'clean' : 'held';
}

const formOfOthers = (): HtmlForm => 'clean';

// There is no DOM to sanitise with, and the first render in the browser must match.
const formOnServer = (): HtmlForm => 'text';
