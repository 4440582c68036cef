'use client';

import { copyText } from './copy-text.ts';
import { useOutcome } from './use-outcome.ts';

/** Props of `CopyButton`. */
export interface CopyButtonProps {
  /** The text, or a function that is asked for it when the button is pressed. */
  readonly text: string | (() => string);
  /** What is copied, for the button's name. @default 'code' */
  readonly subject?: string;
}

const labels = { idle: 'Copy', copied: 'Copied', failed: 'Copy failed' };

/** A button that copies a text and says so, to the eye and to screen readers. */
export function CopyButton({ text, subject = 'code' }: CopyButtonProps): React.JSX.Element {
  const [outcome = 'idle', setOutcome] = useOutcome<'copied' | 'failed'>();
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
