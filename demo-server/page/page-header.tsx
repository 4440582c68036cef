import { useState } from 'react';
import { Choice } from './choice.tsx';
import { ModelChip } from './model-chip.tsx';
import { applyTheme, readTheme } from './theme.ts';
import type { Theme } from './theme.ts';
import type { ModelInfo } from './use-model.ts';

/** Model tokens a second that the page asks for: 30, the server's own pace, or as fast as the model is. */
export type Pace = '30' | 'server' | '0';

const paces = [
  ['30', 'Slow'],
  ['server', 'Brisk'],
  ['0', 'Full'],
] as const satisfies readonly (readonly [Pace, string])[];

const themes = [
  ['auto', 'Auto'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const satisfies readonly (readonly [Theme, string])[];

/** The bar over the chat: the wordmark, the model, and the page's few controls. */
export function PageHeader(props: {
  readonly model: ModelInfo | undefined;
  readonly pace: Pace;
  readonly onPace: (pace: Pace) => void;
  /** Whether the list of chats lies over the page, where there is no room beside it. */
  readonly isListOpen: boolean;
  readonly onList: () => void;
}) {
  const [theme, setTheme] = useState(readTheme);
  const chooseTheme = (chosen: Theme) => {
    applyTheme(chosen);
    setTheme(chosen);
  };
  return (
    <header className="page-header">
      <h1 className="wordmark">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M3 7c3-2.8 6-2.8 9 0s6 2.8 9 0" />
          <path d="M3 12.5c3-2.8 6-2.8 9 0s6 2.8 9 0" />
          <path d="M3 18c3-2.8 6-2.8 9 0" />
        </svg>
        Rivulet
      </h1>
      <ModelChip model={props.model} />
      <div className="controls">
        <Choice label="Pace" options={paces} value={props.pace} onChange={props.onPace} />
        <Choice label="Theme" options={themes} value={theme} onChange={chooseTheme} />
      </div>
      <button
        type="button"
        className="show-chats"
        aria-expanded={props.isListOpen}
        onClick={props.onList}
      >
        Chats
      </button>
    </header>
  );
}
