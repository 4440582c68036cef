import type * as React from 'react';
import type { Attachments } from '../files/use-attachments.ts';
import type { DictationEngine } from '../voice/voice-engines.ts';
import { DictateButton } from '../voice/lazy-voice.tsx';
import type { Composition } from './use-composition.ts';

/** Props of {@link ComposerDictation}. */
export interface ComposerDictationProps {
  readonly composition: Composition;
  readonly attachments: Pick<Attachments, 'tell'>;
  readonly engine: true | DictationEngine;
}

/** The button by which a message is dictated, once it has loaded. */
export function ComposerDictation({
  composition: { text, type },
  attachments: { tell },
  engine,
}: ComposerDictationProps): React.JSX.Element {
  const onTell = (words: string, isRefusal: boolean) => tell({ text: words, isRefusal });
  return <DictateButton engine={engine} text={text} onText={type} onTell={onTell} />;
}
