'use client';
import type * as React from 'react';
import { useEffect, useRef } from 'react';
import { useWords } from '../view/labels-context.ts';
import { FieldBinding } from './field-binding.ts';
import { englishSharedText, type SharedTextLabels } from './shared-text-labels.ts';
import { TextBackdrop } from './text-backdrop.tsx';
import { TextPeople } from './text-people.tsx';
import { TextTools } from './text-tools.tsx';
import type { SharedTextValue } from './use-shared-text.ts';

/** Props of {@link SharedText}. */
export interface SharedTextProps {
  /** What `useSharedText` gives. */
  readonly shared: SharedTextValue;
  /** The name of the field. @default labels.textField */
  readonly label?: string | undefined;
  /** What an empty field says. @default nothing */
  readonly placeholder?: string | undefined;
  /** How many lines it shows. @default 12 */
  readonly rows?: number | undefined;
  /** What it says. @default English */
  readonly labels?: Partial<SharedTextLabels> | undefined;
  /** A class of its `<div>`, beside its own. @default none */
  readonly className?: string | undefined;
}

/**
 * A field that several people and models write in, with the carets of the others by name and pattern, marks under what a model has written,
 * and who is there. For texts up to about 100 KB; larger ones want an editor such as CodeMirror. Renders a `<div>`.
 *
 * @example
 * <SharedText shared={useSharedText({ document: 'minutes', name: 'Ann' })} />
 */
export function SharedText({
  shared,
  label,
  placeholder,
  rows = 12,
  labels,
  className,
}: SharedTextProps): React.JSX.Element {
  const words = useWords(englishSharedText, labels);
  const { text, proposals, cursors, members, canWrite } = shared;
  const { field, backdrop, follow } = useField(shared);
  return (
    <div className={className === undefined ? 'rv-shared-text' : `rv-shared-text ${className}`}>
      <TextPeople members={members} words={words} />
      <div className="rv-text-frame">
        <TextBackdrop
          divRef={backdrop}
          text={text}
          proposals={proposals}
          cursors={cursors}
          guest={words.textGuest}
        />
        <textarea
          ref={field}
          className="rv-text-field"
          aria-label={label ?? words.textField}
          dir="auto"
          rows={rows}
          placeholder={placeholder}
          readOnly={!canWrite}
          defaultValue={text}
          spellCheck
          onScroll={follow}
        />
      </div>
      <TextTools shared={shared} words={words} />
    </div>
  );
}

/** The field, bound to the text, and what lies behind it, which scrolls with it. */
function useField({ store, text }: SharedTextValue) {
  const field = useRef<HTMLTextAreaElement>(null);
  const backdrop = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const binding = field.current && new FieldBinding(field.current, store);
    return () => binding?.end();
  }, [store]);
  const follow = () => {
    if (field.current && backdrop.current) backdrop.current.scrollTop = field.current.scrollTop;
  };
  useEffect(follow, [text]);
  return { field, backdrop, follow };
}
