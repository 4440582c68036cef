'use client';

import { useEffect, useState } from 'react';
import { copyText } from './copy-text.ts';

/** Props of `CopyButton`. */
export interface CopyButtonProps {
  /** The text, or a function that is asked for it when the button is pressed. */
  readonly text: string | (() => string);
  /** What is copied, for the button's name. @default 'code' */
  readonly subject?: string;
}

const labels = { idle: 'Copy', copied: 'Copied', failed: 'Copy failed' };
const shownFor = 2000;

/** A button that copies a text and says so, to the eye and to screen readers. */
export function CopyButton({ text, subject = 'code' }: CopyButtonProps): React.JSX.Element {
  const [outcome, setOutcome] = useState<keyof typeof labels>('idle');
  useEffect(() => {
    if (outcome === 'idle') return undefined;
    const timer = setTimeout(() => setOutcome('idle'), shownFor);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    const isCopied = await copyText(typeof text === 'function' ? text() : text);
    setOutcome(isCopied ? 'copied' : 'failed');
  };
  return (
    <>
      <button
        type="button"
        className="rv-copy"
        data-outcome={outcome}
        title={`Copy ${subject}`}
        onClick={() => void copy()}
      >
        {labels[outcome]}
      </button>
      {/* A button's content is not announced when it changes: this is. */}
      <output className="rv-visually-hidden">{outcome === 'idle' ? '' : labels[outcome]}</output>
    </>
  );
}
