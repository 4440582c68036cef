'use client';
import type * as React from 'react';
import { useState } from 'react';
import { ArtifactChanges } from '../components/artifact/artifact-changes.tsx';
import type { TextVersion } from './shared-text-state.ts';
import type { TextToolsProps } from './text-tools.tsx';

/** The versions that were kept, the newest first; each can be compared with the text as it is, and restored. Renders a `<details>`. */
export function TextVersionList({ shared, words }: TextToolsProps): React.JSX.Element {
  const [compared, setCompared] = useState<string>();
  const { versions, text, canWrite } = shared;
  const told = ({ by, at }: TextVersion) => {
    const format = { dateStyle: 'short', timeStyle: 'short' } as const;
    const time = new Intl.DateTimeFormat(words.locale, format).format(at);
    return words.textVersion(by || words.textGuest, time);
  };
  return (
    <details className="rv-text-versions">
      <summary>{words.textVersions}</summary>
      {canWrite && (
        <button type="button" className="rv-text-action" onClick={() => shared.keepVersion('')}>
          {words.textKeep}
        </button>
      )}
      <ol>
        {versions.toReversed().map((version) => (
          <li key={version.id}>
            <span className="rv-text-version">
              {version.label !== '' && <q>{version.label}</q>} {told(version)}
            </span>
            <button
              type="button"
              className="rv-text-action"
              aria-expanded={compared === version.id}
              onClick={() => setCompared(compared === version.id ? undefined : version.id)}
            >
              {words.textCompare}
            </button>
            {canWrite && (
              <button
                type="button"
                className="rv-text-action"
                onClick={() => shared.restoreVersion(version.id)}
              >
                {words.textRestore}
              </button>
            )}
            {compared === version.id && (
              <ArtifactChanges before={version.text} after={text} isCode={false} />
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
