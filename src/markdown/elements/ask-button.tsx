'use client';
import type * as React from 'react';

import type { ReactNode } from 'react';
import { useWords } from '../../view/labels-context.ts';
import type { MarkdownLabels } from './markdown-labels.ts';

/** Of `MarkdownLabels` what only the button says that lets a link work. */
export type AskLabels = Pick<MarkdownLabels, 'enableLink' | 'thisSite'>;

export const englishAsk: AskLabels = {
  enableLink: (host) => `Enable the link to ${host || 'this site'}`,
  thisSite: 'this site',
};

/** Props of `AskButton`. */
export interface AskButtonProps {
  /** Where the link before it leads. */
  readonly host: string;
  readonly onAllow: (isAllowed: true) => void;
}

/** The button behind a link that asks. */
export function AskButton({ host, onAllow }: AskButtonProps): ReactNode {
  const { enableLink, thisSite } = useWords(englishAsk);
  const allow = (event: React.MouseEvent) => {
    const link = event.currentTarget.previousElementSibling;
    onAllow(true);
    // The button goes away: the keyboard stays at the link it has opened, once that has its target.
    setTimeout(() => link instanceof HTMLElement && link.focus(), 0);
  };
  return (
    <button
      type="button"
      className="rv-ask"
      data-chrome=""
      aria-label={enableLink(host)}
      onClick={allow}
    >
      {host || thisSite}
    </button>
  );
}
