import type * as React from 'react';
import { useId, useState } from 'react';
import { useWords } from '../../view/labels-context.ts';
import { englishUiFormats } from '../ui-format-labels.ts';

/** What ties a field to what is said of it. */
export interface FieldTies {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
  /** Once it has been left, what is wrong with it is said. */
  readonly onBlur: () => void;
}

/** Ties a field to its label and to what is wrong with it, which nobody hears of before they have been there. */
export function useField(problem: string | undefined): {
  readonly ties: FieldTies;
  readonly fault: React.ReactNode;
} {
  const id = useId();
  const words = useWords(englishUiFormats);
  const [isLeft, setLeft] = useState(false);
  const isWrong = isLeft && problem !== undefined;
  return {
    ties: {
      id,
      'aria-invalid': isWrong || undefined,
      'aria-describedby': isWrong ? `${id}fault` : undefined,
      onBlur: () => setLeft(true),
    },
    fault: isWrong && (
      <p id={`${id}fault`} className="rv-ui-problem">
        {problem || words.uiCheckEntry}
      </p>
    ),
  };
}
