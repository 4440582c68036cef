'use client';
import type * as React from 'react';

import { useWords } from '../view/labels-context.ts';
import { codeFileName } from './code-file-name.ts';
import { englishCodeFurniture } from './code-furniture-labels.ts';
import { saveFile } from './save-file.ts';

/** Props of `CodeTools`. */
export interface CodeToolsProps {
  readonly getCode: () => string;
  readonly language: string;
  readonly download: boolean | string;
  readonly isWrapped: boolean;
  readonly onWrap: (() => void) | undefined;
}

/** The buttons above code that are there on demand: wrapping and saving. */
export function CodeTools({
  getCode,
  language,
  download,
  isWrapped,
  onWrap,
}: CodeToolsProps): React.JSX.Element {
  const words = useWords(englishCodeFurniture);
  const name = typeof download === 'string' ? download : codeFileName(language);
  return (
    <>
      {onWrap && (
        <button
          type="button"
          className="rv-code-tool"
          aria-pressed={isWrapped}
          title={words.wrapLines}
          onClick={onWrap}
        >
          {words.wrap}
        </button>
      )}
      {download !== false && (
        <button
          type="button"
          className="rv-code-tool"
          title={words.saveAs(name)}
          onClick={() => saveFile(name, getCode())}
        >
          {words.download}
        </button>
      )}
    </>
  );
}
