import type * as React from 'react';
import { diffTexts } from './diff-texts.ts';

/** Props of {@link ArtifactChanges}. */
export interface ArtifactChangesProps {
  readonly before: string;
  readonly after: string;
  readonly isCode: boolean;
}

const elements = { same: 'span', removed: 'del', added: 'ins' } as const;

/** How a version became the next one: what is gone and what has come. Renders a `<pre>`. */
export function ArtifactChanges({
  before,
  after,
  isCode,
}: ArtifactChangesProps): React.JSX.Element {
  return (
    <pre
      className="rv-artifact-changes"
      data-code={isCode || undefined}
      dir={isCode ? 'ltr' : 'auto'}
    >
      {diffTexts(before, after, isCode ? 'lines' : 'words').map(({ kind, text }, index) => {
        const Element = elements[kind];
        return <Element key={index}>{text}</Element>;
      })}
    </pre>
  );
}
