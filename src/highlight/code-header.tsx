'use client';

import { memo, useCallback, useEffect, useState } from 'react';
import { CopyButton } from './copy-button.tsx';

/** Props of `CodeHeader`. */
export interface CodeHeaderProps {
  readonly codeRef: React.RefObject<HTMLElement | null>;
  readonly language: string;
  readonly download: boolean | string;
  readonly isWrapped: boolean;
  /** Absent: no button. */
  readonly onWrap: (() => void) | undefined;
}

/** The line above code: its language, and buttons; those that few ask for load when they are. */
export const CodeHeader: React.NamedExoticComponent<CodeHeaderProps> = memo(function CodeHeader({
  codeRef,
  language,
  download,
  isWrapped,
  onWrap,
}: CodeHeaderProps) {
  // The code ends with a line end of the view's own.
  const getCode = useCallback(() => codeRef.current?.textContent.slice(0, -1) ?? '', [codeRef]);
  const tools = useCodeTools(download !== false || onWrap !== undefined);
  return (
    <div className="rv-code-header" data-chrome="">
      <span className="rv-code-language">{language || 'text'}</span>
      {tools && (
        <tools.CodeTools
          getCode={getCode}
          language={language}
          download={download}
          isWrapped={isWrapped}
          onWrap={onWrap}
        />
      )}
      <CopyButton text={getCode} />
    </div>
  );
});

type CodeTools = typeof import('./code-tools.tsx');

function useCodeTools(areWanted: boolean): CodeTools | undefined {
  const [tools, setTools] = useState<CodeTools>();
  useEffect(() => {
    if (!areWanted) return undefined;
    let isCurrent = true;
    // Without them the code is still there to be read and copied.
    import('./code-tools.tsx').then(
      (loaded) => isCurrent && setTools(loaded),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [areWanted]);
  return areWanted ? tools : undefined;
}
