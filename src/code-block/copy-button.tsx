'use client';
import type * as React from 'react';

import { useWords } from '../view/labels-context.ts';
import { englishCodeBlock } from './code-labels.ts';
import { copyText } from '../view/copy-text.ts';
import { useOutcome } from '../view/use-outcome.ts';

/** Props of `CopyButton`. */
export interface CopyButtonProps {
  /** The text, or a function that is asked for it when the button is pressed. */
  readonly text: string | (() => string);
  /** What is copied, for the button's title. @default labels.copyCode */
  readonly title?: string | undefined;
}

/** A button that copies a text and says so, to the eye and to screen readers. */
export function CopyButton({ text, title }: CopyButtonProps): React.JSX.Element {
  const words = useWords(englishCodeBlock);
  const labels = { idle: words.copy, copied: words.copied, failed: words.copyFailed };
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
        title={title ?? words.copyCode}
        onClick={() => void copy()}
      >
        {labels[outcome]}
      </button>
      {/* A button's content is not announced when it changes: this is. */}
      <output className="rv-visually-hidden">{outcome === 'idle' ? '' : labels[outcome]}</output>
    </>
  );
}
