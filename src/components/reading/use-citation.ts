'use client';
import type * as React from 'react';
import { useEffect, useState } from 'react';

/** A citation that is looked at. */
interface Cited {
  readonly link: HTMLAnchorElement;
  readonly title: string;
  readonly host: string;
  /** What of the address comes behind the host, without what it is asked. */
  readonly path: string;
}

/** So long the card stays for a pointer that is on its way to it. */
const grace = 200;

/** The citation, or the source below an answer, under the pointer or the focus. It has no title of the browser meanwhile, which would stand over the card. */
export function useCitation(
  viewportRef: React.RefObject<HTMLElement | null>,
  cardRef: React.RefObject<HTMLElement | null>,
  describedBy: string,
): Cited | undefined {
  const [cited, setCited] = useState<Cited>();
  const link = cited?.link;
  useEffect(() => {
    const viewport = viewportRef.current;
    return viewport ? watchCitations(viewport, cardRef, setCited) : undefined;
  }, [viewportRef, cardRef]);
  useEffect(() => {
    if (!link) return undefined;
    const title = link.getAttribute('title');
    link.removeAttribute('title');
    link.setAttribute('aria-describedby', describedBy);
    return () => {
      link.removeAttribute('aria-describedby');
      if (title !== null && !link.hasAttribute('title')) link.setAttribute('title', title);
    };
  }, [link, describedBy]);
  return cited;
}

function watchCitations(
  viewport: HTMLElement,
  cardRef: React.RefObject<HTMLElement | null>,
  tell: (change: (cited: Cited | undefined) => Cited | undefined) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isShown = false;
  const show = (link: HTMLAnchorElement | null | undefined) => {
    clearTimeout(timer);
    isShown = Boolean(link);
    tell((cited) => (link === cited?.link ? cited : link ? readCitation(link) : undefined));
  };
  const point = ({ target, pointerType }: PointerEvent) => {
    // A finger opens what it touches.
    if (!isShown && pointerType === 'touch') return;
    const link = citationAt(target);
    clearTimeout(timer);
    if (link) show(link);
    else if (isShown && !cardRef.current?.contains(target as Node))
      timer = setTimeout(() => show(focusedIn(viewport)), grace);
  };
  const focus = () => show(focusedIn(viewport));
  const blur = ({ target }: Event) => {
    if (citationAt(target)) show(undefined);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isShown) return;
    // Who stops an answer while the pointer rests on a citation does both.
    if (focusedIn(viewport)) {
      event.preventDefault();
      event.stopPropagation();
    }
    show(undefined);
  };
  const page = viewport.ownerDocument;
  show(focusedIn(viewport) ?? viewport.querySelector<HTMLAnchorElement>(`${citations}:hover`));
  page.addEventListener('pointerover', point);
  viewport.addEventListener('focusin', focus);
  viewport.addEventListener('focusout', blur);
  page.addEventListener('keydown', press, true);
  return () => {
    clearTimeout(timer);
    page.removeEventListener('pointerover', point);
    viewport.removeEventListener('focusin', focus);
    viewport.removeEventListener('focusout', blur);
    page.removeEventListener('keydown', press, true);
  };
}

const citations = ':is(.rv-citation a, a.rv-source)[href]';

function citationAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>(citations) : null;
}

function focusedIn(viewport: HTMLElement): HTMLAnchorElement | null {
  return viewport.querySelector<HTMLAnchorElement>(`${citations}:focus-visible`);
}

function readCitation(link: HTMLAnchorElement): Cited {
  // Its name is its number and its title.
  const title = link.title || (link.ariaLabel ?? '').replace(/^\d+: /, '') || link.href;
  const path = readable(link.pathname.replace(/\/$/, ''));
  return { link, title, host: link.host.replace(/^www\./, ''), path };
}

function readable(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
