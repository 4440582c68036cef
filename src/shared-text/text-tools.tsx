'use client';
import type * as React from 'react';
import type { SharedTextState } from './shared-text-state.ts';
import type { SharedTextLabels } from './shared-text-labels.ts';
import type { SharedTextValue } from './use-shared-text.ts';

/** Props of {@link TextTools}. */
export interface TextToolsProps {
  readonly shared: SharedTextValue;
  readonly words: SharedTextLabels;
}

/** Undo and redo, what is to be done with a model's text, and how the text stands. */
export function TextTools({ shared, words }: TextToolsProps): React.JSX.Element {
  const { proposals, isWriting, canUndo, canRedo, canWrite } = shared;
  const names = [...new Set(proposals.map(({ by }) => by || words.textGuest))];
  const list = new Intl.ListFormat(words.locale).format(names);
  return (
    <div className="rv-text-tools">
      <div className="rv-text-actions">
        <Action onPress={shared.undo} isOff={!canUndo} name={words.textUndo} />
        <Action onPress={shared.redo} isOff={!canRedo} name={words.textRedo} />
        {isWriting && <Action onPress={shared.stop} name={words.textStop} />}
      </div>
      {names.length > 0 && (
        <div className="rv-text-proposals">
          <span>{words.textProposed(list)}</span>
          {canWrite && (
            <>
              <Action onPress={() => shared.accept()} name={words.textAccept} />
              <Action onPress={() => shared.reject()} name={words.textReject} />
            </>
          )}
        </div>
      )}
      <output className="rv-text-status" data-status={shared.status}>
        {standing(shared, words)}
      </output>
    </div>
  );
}

interface ActionProps {
  readonly name: string;
  readonly onPress: () => void;
  readonly isOff?: boolean | undefined;
}

// A button that is off keeps the focus, so that a keyboard is not lost.
function Action({ name, onPress, isOff = false }: ActionProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-text-action"
      aria-disabled={isOff}
      onClick={() => !isOff && onPress()}
    >
      {name}
    </button>
  );
}

function standing(
  { status, error, isSaved, canWrite }: SharedTextState,
  words: SharedTextLabels,
): string {
  switch (status) {
    case 'refused':
      return error?.message ?? '';
    case 'offline':
      return words.textOffline;
    case 'reconnecting':
      return words.textReconnecting;
    case 'connected':
      if (!canWrite) return words.textReadOnly;
      return isSaved ? words.textSaved : words.textSaving;
    default:
      return words.textConnecting;
  }
}
