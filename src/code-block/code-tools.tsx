'use client';
import type * as React from 'react';

import { useWords } from '../view/labels-context.ts';
import { codeFileName } from './code-file-name.ts';
import { englishCodeFurniture } from './code-furniture-labels.ts';

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

function saveFile(name: string, text: string): void {
  // A file ends with a line end, as editors and compilers like it.
  const content = text.endsWith('\n') ? text : `${text}\n`;
  const url = URL.createObjectURL(new Blob([content], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read the address by then.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
