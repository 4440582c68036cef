'use client';
import type * as React from 'react';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link Suggestions}; the rest goes to its `<ul>`. */
export interface SuggestionsProps
  extends Omit<React.ComponentPropsWithoutRef<'ul'>, 'children' | 'onSelect'>, LabelledProps {
  /** The questions to offer, one button each. */
  readonly suggestions: readonly string[];

  /** Called with the question whose button was pressed. */
  readonly onSelect: (suggestion: string) => void;
}

/** Questions to begin with, one press each. Renders a `<ul>` of buttons, nothing when there are none. */
export function Suggestions({
  suggestions,
  onSelect,
  labels,
  className,
  ...rest
}: SuggestionsProps): React.JSX.Element | null {
  const texts = useLabels(labels);
  if (suggestions.length === 0) return null;
  return (
    <ul aria-label={texts.suggestions} {...rest} className={withClass('rv-suggestions', className)}>
      {suggestions.map((suggestion) => (
        <li key={suggestion}>
          <button type="button" className="rv-suggestion" onClick={() => onSelect(suggestion)}>
            {suggestion}
          </button>
        </li>
      ))}
    </ul>
  );
}
