'use client';

import { type ReactNode, useContext, useRef, useState } from 'react';
import { CodeBlock, type CodeBlockProps } from '../code-block/code-block.tsx';
import { MessageContext } from '../markdown/elements/message-context.ts';
import { englishPlugins } from '../markdown/elements/plugin-labels.ts';
import { useWords } from '../view/labels-context.ts';
import type { DiagramDrawer } from './diagram-drawer.ts';
import { useDiagram } from './use-diagram.ts';

/** Props of `MermaidBlock`. */
export interface MermaidBlockProps extends CodeBlockProps {
  readonly drawer: DiagramDrawer;
}

/**
 * A fence of Mermaid: its code while that grows, then the diagram, with a button that shows the code
 * again. Code that is no diagram stays code.
 */
export function MermaidBlock({ drawer, ...props }: MermaidBlockProps): ReactNode {
  const { code, open = false } = props;
  const words = useWords(englishPlugins);
  const place = useRef<HTMLElement>(null);
  const { diagram, error } = useDiagram(drawer, code, open, place);
  const [showsCode, setShowsCode] = useState(false);
  const Block = useContext(MessageContext).settings?.components.codeBlock ?? CodeBlock;
  const isCode = diagram === undefined || showsCode;
  return (
    <figure ref={place} className="rv-diagram">
      {diagram && (
        <div className="rv-diagram-tools" data-chrome="">
          <button type="button" className="rv-copy" onClick={() => setShowsCode(!showsCode)}>
            {showsCode ? words.showDiagram : words.showCode}
          </button>
        </div>
      )}
      {error !== undefined && (
        <output className="rv-diagram-error" data-chrome="">
          {words.diagramFailed(error.split('\n', 1)[0] ?? '')}
        </output>
      )}
      {diagram && !isCode && (
        <img
          className="rv-diagram-image"
          src={diagram.src}
          width={diagram.width}
          height={diagram.height}
          alt={titleOf(code)}
        />
      )}
      {/* The code stays where it is, so that nothing is built anew when it is asked for. */}
      <div hidden={!isCode}>
        <Block {...props} />
      </div>
    </figure>
  );
}

/** What the diagram is called: by its author for those who do not see it, by its title, by its kind. */
function titleOf(code: string): string {
  const named = /^\s*accTitle\s*:\s*(.+)$/m.exec(code) ?? /^\s*title\s*:?\s+(.+)$/m.exec(code);
  const lines = code.replace(/^\s*---\n[^]*?\n---\n/, '').split('\n');
  const first = lines.find((line) => /^\s*[^\s%]/.test(line)) ?? '';
  return named?.[1]?.trim() ?? first.trim();
}
