'use client';
import { useCallback, useRef, useState } from 'react';
import type { McpAppHost } from './app-host.ts';

/** The address that an app wants opened, and the user's answer. */
export interface LinkQuestionState {
  /** Undefined while nothing is asked. */
  readonly url: string | undefined;
  /** Asks for an address; resolves to whether it was opened. One at a time: a second one is refused. */
  readonly ask: (url: string) => Promise<boolean>;
  readonly answer: (isAllowed: boolean) => void;
}

/** Asks the user before an address is opened: an address can carry away what the app knows. */
export function useLinkQuestion(open: McpAppHost['onOpenLink'] = openTab): LinkQuestionState {
  const [url, setUrl] = useState<string>();
  const resolve = useRef<(isOpened: boolean) => void>(undefined);
  const ask = useCallback((next: string) => {
    if (resolve.current) return Promise.resolve(false);
    setUrl(next);
    return new Promise<boolean>((done) => {
      resolve.current = done;
    });
  }, []);
  const answer = (isAllowed: boolean): void => {
    // Within the press of the button: browsers open tabs for nothing less.
    if (isAllowed && url !== undefined) open({ url });
    resolve.current?.(isAllowed);
    resolve.current = undefined;
    setUrl(undefined);
  };
  return { url, ask, answer };
}

function openTab({ url }: { readonly url: string }): void {
  window.open(url, '_blank', 'noopener,noreferrer');
}
