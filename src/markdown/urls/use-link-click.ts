'use client';

import { type MouseEvent, useRef } from 'react';

/**
 * Is asked before a link of the message is followed, by mouse, middle button or keyboard: `false`,
 * or a promise of it, and it is not. Gets the absolute URL.
 */
export type LinkClickHandler = (
  url: string,
  event: MouseEvent<HTMLElement>,
) => boolean | void | Promise<boolean | void>;

/**
 * Makes the listener that asks before links are followed, for the element around them. Parts of the
 * page (`#…`) are not asked about. While a promise is pending the link waits; once it is kept, the
 * link is clicked again for the reader.
 */
export function useLinkClick(
  onLinkClick: LinkClickHandler | undefined,
  onError: ((error: unknown) => void) | undefined,
): ((event: MouseEvent<HTMLElement>) => void) | undefined {
  const followed = useRef<Element>(null);
  if (onLinkClick === undefined) return undefined;

  const follow = (link: HTMLAnchorElement) => {
    followed.current = link;
    link.click();
    followed.current = null;
  };

  return (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
    const isOther = link === null || link === followed.current || event.button > 1;
    if (isOther || link.getAttribute('href')?.startsWith('#') === true) return;
    const answer = ask(() => onLinkClick(link.href, event), onError);
    if (answer !== false && typeof answer !== 'object') return;
    event.preventDefault();
    event.stopPropagation();
    if (typeof answer !== 'object') return;
    answer.then(
      (isAllowed) => isAllowed !== false && follow(link),
      (error: unknown) => onError?.(error),
    );
  };
}

function ask<T>(question: () => T, onError: ((error: unknown) => void) | undefined): T | false {
  try {
    return question();
  } catch (error) {
    onError?.(error);
    return false;
  }
}
