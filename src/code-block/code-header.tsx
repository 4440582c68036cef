'use client';
import type * as React from 'react';

import { type ComponentType, memo, useCallback } from 'react';
import { useWords } from '../view/labels-context.ts';
import { englishCodeBlock } from './code-labels.ts';
import type { CodeToolsProps } from './code-tools.tsx';
import { CopyButton } from './copy-button.tsx';

/** Props of `CodeHeader`. */
export interface CodeHeaderProps extends Omit<CodeToolsProps, 'getCode'> {
  readonly codeRef: React.RefObject<HTMLElement | null>;
  /** More buttons, once they have loaded. */
  readonly Tools: ComponentType<CodeToolsProps> | undefined;
}

/** The line above code: its language and buttons. Unchanged while the code grows. */
export const CodeHeader: React.NamedExoticComponent<CodeHeaderProps> = memo(function CodeHeader({
  codeRef,
  Tools,
  ...props
}: CodeHeaderProps) {
  const { plainText } = useWords(englishCodeBlock);
  // The code ends with a line end of the view's own.
  const getCode = useCallback(() => codeRef.current?.textContent.slice(0, -1) ?? '', [codeRef]);
  return (
    <div className="rv-code-header" data-chrome="">
      <span className="rv-code-language">{props.language || plainText}</span>{' '}
      {Tools && <Tools {...props} getCode={getCode} />}
      <CopyButton text={getCode} />
    </div>
  );
});
