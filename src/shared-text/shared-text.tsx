'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../view/labels-context.ts';
import { LazyPart } from '../view/lazy-part.ts';
import { useLazyPart } from '../view/use-lazy-part.ts';
import { FieldBinding } from './field-binding.ts';
import type { TextRange } from './shared-text-state.ts';
import { englishSharedText, type SharedTextLabels } from './shared-text-labels.ts';
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

// Wanted with the first other person, or the first of a model's text.
const backdropPart = new LazyPart(() => import('./text-backdrop.tsx'));

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
  const { field, begun, behind, backdrop, inView, follow } = useField(shared);
  return (
    <div className={className === undefined ? 'rv-shared-text' : `rv-shared-text ${className}`}>
      <TextPeople members={members} words={words} />
      <div className="rv-text-frame">
        {behind && (
          <behind.TextBackdrop
            guest={words.textGuest}
            {...{ divRef: backdrop, inViewRef: inView, text, proposals, cursors }}
          />
        )}
        <textarea
          ref={field}
          className="rv-text-field"
          aria-label={label ?? words.textField}
          dir="auto"
          rows={rows}
          placeholder={placeholder}
          readOnly={!canWrite}
          defaultValue={begun}
          spellCheck
          onScroll={follow}
        />
      </div>
      <TextTools shared={shared} words={words} />
    </div>
  );
}

/** The field, bound to the text, and what lies behind it, which scrolls with it. */
function useField({ store, text, cursors, proposals }: SharedTextValue) {
  const behind = useLazyPart(backdropPart, cursors.length > 0 || proposals.length > 0);
  const field = useRef<HTMLTextAreaElement>(null);
  const backdrop = useRef<HTMLDivElement>(null);
  const inView = useRef<() => TextRange | undefined>(undefined);
  // The binding changes the field; React would put a large text into it a second time.
  const [begun] = useState(text);
  useEffect(() => {
    const seen = () => inView.current?.();
    const onBehind = (isBehind: boolean) =>
      void backdrop.current?.toggleAttribute('data-seen', isBehind);
    const binding =
      field.current && new FieldBinding(field.current, store, { inView: seen, onBehind });
    return () => binding?.end();
  }, [store]);
  const follow = () => {
    if (field.current && backdrop.current) backdrop.current.scrollTop = field.current.scrollTop;
  };
  useEffect(follow, [text, behind]);
  return { field, begun, behind, backdrop, inView, follow };
}
