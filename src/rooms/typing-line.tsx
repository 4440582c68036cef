'use client';
import type * as React from 'react';
import { withClass } from '../components/shared/with-class.ts';
import { useWords } from '../view/labels-context.ts';
import { englishRooms, type RoomLabels } from './room-labels.ts';
import type { RoomView } from './room-view.ts';

/** Props of {@link TypingLine}; the rest goes to its `<output>`. */
export interface TypingLineProps extends Omit<
  React.ComponentPropsWithoutRef<'output'>,
  'children'
> {
  /** Who types, as `useRoom` tells it. */
  readonly typing: RoomView['typing'];
  /** What it says. @default English */
  readonly labels?: Partial<RoomLabels> | undefined;
}

/** Says who types; its place is kept while nobody does. It is read out politely, when who types changes. Renders an `<output>`. */
export function TypingLine({
  typing,
  labels,
  className,
  ...rest
}: TypingLineProps): React.JSX.Element {
  const words = useWords(englishRooms, labels);
  const names = new Intl.ListFormat(words.locale).format(typing.map(({ name }) => name));
  return (
    <output {...rest} className={withClass('rv-room-typing', className)}>
      {typing.length > 0 && words.roomTyping(names, typing.length)}
    </output>
  );
}
