import type { Composition } from './use-composition.ts';

/** What is being written, as tools of the host see it. */
export interface ComposerState {
  /** The text in the field. */
  readonly text: string;
  /** Whether an answer is on its way. */
  readonly isStreaming: boolean;
  /** Puts another text into the field, which takes the focus. */
  readonly setText: (text: string) => void;
}

/** What tools of the host see of a composition. */
export function composerState(
  { text, type, fieldRef }: Composition,
  isStreaming: boolean,
): ComposerState {
  return {
    text,
    isStreaming,
    setText(next) {
      type(next);
      fieldRef.current?.focus();
    },
  };
}
