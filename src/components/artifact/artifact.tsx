'use client';
import type * as React from 'react';
import { useId, useState } from 'react';
import { LabelsContext } from '../../view/labels-context.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import { splitProps } from '../shared/split-props.ts';
import { withClass } from '../shared/with-class.ts';
import { ArtifactContent } from './artifact-content.tsx';
import { ArtifactHeader } from './artifact-header.tsx';
import { versionsOf, type ArtifactVersion } from './artifact-version.ts';

/** Props of {@link Artifact}; the rest goes to its `<section>`. */
export interface ArtifactProps
  extends Omit<React.ComponentPropsWithoutRef<'section'>, 'title' | 'children'>, LabelledProps {
  /** What it is called. */
  readonly title: string;
  /** Its texts, the oldest first. @default the one that stands in it */
  readonly versions?: readonly (string | ArtifactVersion)[] | undefined;
  /** The text where there is one version alone. @default '' */
  readonly children?: string | undefined;
  /** The language of code; a document, which is markdown, has none. @default none */
  readonly language?: string | undefined;
  /** Whether more of the newest version is on its way. @default false */
  readonly isStreaming?: boolean | undefined;
  /** The name of the saved file. @default what follows from its title and language */
  readonly fileName?: string | undefined;
  /** Closes it; without it there is no such button. @default none */
  readonly onClose?: (() => void) | undefined;
  /** How a document is rendered. @default {} */
  readonly markdown?: MarkdownOptions | undefined;
  /** More buttons of its head. @default none */
  readonly actions?: React.ReactNode | undefined;
}

/**
 * A document or code that the model writes, with its versions and how they differ: to stand beside a chat (`<Chat aside>`) or
 * alone. Shows the newest version until its reader looks at another one. Renders a `<section>`.
 */
export function Artifact({ title, labels, className, ...props }: ArtifactProps): React.JSX.Element {
  const [shown, rest] = splitProps(props, shownOptions);
  const texts = useLabels(labels);
  const titleId = useId();
  return (
    <LabelsContext.Provider value={texts}>
      <section
        aria-labelledby={titleId}
        {...rest}
        className={withClass('rv-artifact', className)}
        data-status={shown.isStreaming ? 'streaming' : 'ready'}
      >
        <Versions {...shown} title={title} titleId={titleId} />
      </section>
    </LabelsContext.Provider>
  );
}

const shownOptions = [
  'versions',
  'children',
  'language',
  'isStreaming',
  'fileName',
  'onClose',
  'markdown',
  'actions',
] as const;

type VersionsProps = Pick<ArtifactProps, 'title' | (typeof shownOptions)[number]> & {
  readonly titleId: string;
};

/** One of the versions, and the head by which another one is chosen. */
function Versions({
  versions,
  children = '',
  isStreaming = false,
  markdown,
  ...head
}: VersionsProps): React.JSX.Element {
  const all = versionsOf(versions, children);
  const newest = all.length - 1;
  const [chosen, setChosen] = useState<number>();
  const [isCompared, setCompared] = useState(false);
  const at = Math.min(chosen ?? newest, newest);
  return (
    <>
      <ArtifactHeader
        {...head}
        versions={all}
        at={at}
        isCompared={isCompared}
        // At the newest version the next one is awaited again.
        onVersion={(next) => setChosen(next === newest ? undefined : next)}
        onCompare={setCompared}
      />
      <ArtifactContent
        text={all[at]?.text ?? ''}
        before={isCompared ? all[at - 1]?.text : undefined}
        language={head.language}
        markdown={markdown}
        isStreaming={isStreaming && at === newest}
        labelledBy={head.titleId}
      />
    </>
  );
}
