'use client';
import type * as React from 'react';
import { lazyView } from '../../view/lazy-view.ts';
import type { DictateButtonProps } from './dictate-button.tsx';
import type { ReadAloudButtonProps } from './read-aloud-button.tsx';

/**
 * Writes what is said behind what is in the field, until it is pressed again or the message is sent. Renders a `<button>`,
 * nothing where its engine does not work. Loads when it is first shown.
 */
export const DictateButton: (props: DictateButtonProps) => React.ReactNode =
  lazyView<DictateButtonProps>(async () => (await import('./dictate-button.tsx')).DictateButton);

/**
 * Reads an answer aloud, its words and not its marks, until it is pressed again. Renders a `<button>`, nothing where its engine
 * does not work. Loads when it is first shown.
 */
export const ReadAloudButton: (props: ReadAloudButtonProps) => React.ReactNode =
  lazyView<ReadAloudButtonProps>(
    async () => (await import('./read-aloud-button.tsx')).ReadAloudButton,
  );
