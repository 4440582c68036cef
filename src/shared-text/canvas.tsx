'use client';
import type * as React from 'react';
import { useId, useState } from 'react';
import { useWords } from '../view/labels-context.ts';
import { SharedText, type SharedTextProps } from './shared-text.tsx';
import { englishSharedText } from './shared-text-labels.ts';
import type { TextRange } from './shared-text-state.ts';
import { TextVersionList } from './text-version-list.tsx';
import type { TextSource } from './write-text.ts';

/** What a model is asked to do with a text. */
export interface CanvasQuestion extends TextRange {
  /** What it is to do, such as `Shorten it`. */
  readonly instruction: string;
  /** The whole text. */
  readonly text: string;
  /** What is selected, which its answer stands in the place of; '' where nothing is: then it writes at that place. */
  readonly selection: string;
}

/** Props of {@link Canvas}. */
export interface CanvasProps extends SharedTextProps {
  /** Has a model answer; what it streams goes into the text. Without it there is no field to ask in. @default none */
  readonly onAsk?: ((question: CanvasQuestion) => TextSource) | undefined;
  /** What the model is called. @default 'Model' */
  readonly modelName?: string | undefined;
  /** What stands beside the text, such as a `<Chat>`. @default nothing */
  readonly children?: React.ReactNode | undefined;
}

/**
 * A shared text with a model at hand, and a chat beside it: what is selected is changed in place, each version before that is kept, and
 * any of them can be compared and restored. Renders a `<div>`.
 *
 * @example
 * <Canvas shared={shared} onAsk={({ instruction, selection }) => ask(`${instruction}: ${selection}`)}>
 *   <Chat chat={chat} />
 * </Canvas>
 */
export function Canvas({
  onAsk,
  modelName = 'Model',
  children,
  className,
  ...field
}: CanvasProps): React.JSX.Element {
  const { shared } = field;
  const words = useWords(englishSharedText, field.labels);
  const ask = (instruction: string) => {
    const place = placeOf(shared.getCursor(), shared.text.length);
    const selection = shared.text.slice(place.from, place.to);
    if (shared.text !== '') shared.keepVersion(instruction);
    const question = { instruction, text: shared.text, selection, ...place };
    if (onAsk) shared.write(onAsk(question), place, { name: modelName });
  };
  return (
    <div className={className === undefined ? 'rv-canvas' : `rv-canvas ${className}`}>
      <div className="rv-canvas-text">
        <SharedText {...field} />
        {onAsk && shared.canWrite && <Asking onAsk={ask} {...{ shared, words }} />}
        <TextVersionList shared={shared} words={words} />
      </div>
      {children !== undefined && <div className="rv-canvas-aside">{children}</div>}
    </div>
  );
}

/** What a model is asked, about what is selected or for where the cursor is. */
function Asking({
  onAsk,
  shared,
  words,
}: Pick<React.ComponentProps<typeof TextVersionList>, 'shared' | 'words'> & {
  readonly onAsk: (instruction: string) => void;
}): React.JSX.Element {
  const id = useId();
  const [instruction, setInstruction] = useState('');
  const isBlank = instruction.trim() === '';
  return (
    <form
      className="rv-canvas-ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (isBlank || shared.isWriting) return;
        onAsk(instruction.trim());
        setInstruction('');
      }}
    >
      <label htmlFor={id}>{words.textAsk}</label>
      <input id={id} value={instruction} onChange={({ target }) => setInstruction(target.value)} />
      <button type="submit" className="rv-text-action" aria-disabled={isBlank || shared.isWriting}>
        {shared.hasSelection ? words.textChangeSelection : words.textWriteHere}
      </button>
    </form>
  );
}

function placeOf(cursor: TextRange | undefined, length: number): TextRange {
  return cursor ?? { from: length, to: length };
}
