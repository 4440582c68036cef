'use client';
import type * as React from 'react';
import { forwardRef } from 'react';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link ComposerField}; the rest goes to its `<textarea>`. */
export interface ComposerFieldProps extends Omit<
  React.ComponentPropsWithoutRef<'textarea'>,
  'value' | 'onChange' | 'onSubmit'
> {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Enter; Shift+Enter makes a line. */
  readonly onSubmit: () => void;
  /** Escape. */
  readonly onEscape?: (() => void) | undefined;
}

/** A text area that grows with its text and knows when an input method still needs Enter. Renders a `<div>`. */
export const ComposerField: React.ForwardRefExoticComponent<
  ComposerFieldProps & React.RefAttributes<HTMLTextAreaElement>
> = forwardRef(function ComposerField(
  { text, onText, onSubmit, onEscape, onKeyDown, className, ...rest },
  ref,
) {
  const pressKey = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    onKeyDown?.(event);
    if (event.defaultPrevented || isComposing(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onSubmit();
    } else if (event.key === 'Escape' && onEscape) {
      event.preventDefault();
      onEscape();
    }
  };
  // The box shows a hidden copy of the text, so that it grows with it: no measuring and no inline style.
  return (
    <div className={withClass('rv-field', className)} data-text={`${text} `}>
      <textarea
        rows={1}
        // An empty field would turn left-to-right, and its placeholder with it.
        dir={text ? 'auto' : undefined}
        enterKeyHint="send"
        {...rest}
        ref={ref}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={pressKey}
      />
    </div>
  );
});

// Safari ends the composition before the Enter that ended it; that Enter still carries the old key code 229.
function isComposing(event: React.KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
