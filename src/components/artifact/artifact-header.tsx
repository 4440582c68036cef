'use client';
import type * as React from 'react';
import { codeFileName } from '../../code-block/code-file-name.ts';
import { CopyButton } from '../../code-block/copy-button.tsx';
import { saveFile } from '../../code-block/save-file.ts';
import { useLabels } from '../labels/use-labels.ts';
import { Icon, type IconShape } from '../shared/icon.tsx';
import type { ArtifactVersion } from './artifact-version.ts';

/** Props of {@link ArtifactHeader}. */
export interface ArtifactHeaderProps {
  readonly title: string;
  readonly titleId: string;
  readonly language?: string | undefined;
  readonly fileName?: string | undefined;
  readonly versions: readonly ArtifactVersion[];
  /** The place of the version that is shown. */
  readonly at: number;
  readonly isCompared: boolean;
  readonly actions?: React.ReactNode;
  readonly onVersion: (at: number) => void;
  readonly onCompare: (isCompared: boolean) => void;
  readonly onClose?: (() => void) | undefined;
}

/** The title of an artifact, its versions, and what can be done with it. Renders a `<header>`. */
export function ArtifactHeader({
  title,
  titleId,
  language,
  fileName,
  actions,
  onClose,
  ...picker
}: ArtifactHeaderProps): React.JSX.Element {
  const { download, saveAs, dismiss } = useLabels();
  const { text = '' } = picker.versions[picker.at] ?? {};
  const name = fileName ?? nameOf(title, language);
  return (
    <header className="rv-artifact-header" data-chrome="">
      <div id={titleId} className="rv-artifact-title" dir="auto">
        {title}
      </div>
      {picker.versions.length > 1 && <VersionPicker {...picker} />}
      <div className="rv-artifact-actions">
        {actions}
        <CopyButton text={text} title={title} />
        <button
          type="button"
          className="rv-code-tool"
          title={saveAs(name)}
          onClick={() => saveFile(name, text)}
        >
          {download}
        </button>
        {onClose && <IconButton shape="close" label={dismiss} onClick={onClose} />}
      </div>
    </header>
  );
}

function VersionPicker({
  versions,
  at,
  isCompared,
  onVersion,
  onCompare,
}: Pick<
  ArtifactHeaderProps,
  'versions' | 'at' | 'isCompared' | 'onVersion' | 'onCompare'
>): React.JSX.Element {
  const texts = useLabels();
  const { label } = versions[at] ?? {};
  const last = versions.length - 1;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
    <div className="rv-versions" role="group" aria-label={texts.versions}>
      <Step shape="back" label={texts.previousVersion} to={at > 0 && at - 1} onGo={onVersion} />
      <output className="rv-version" aria-label={texts.version(at + 1, versions.length)}>
        {at + 1}/{versions.length}
      </output>
      {label && <bdi className="rv-version-label">{label}</bdi>}
      <Step shape="chevron" label={texts.nextVersion} to={at < last && at + 1} onGo={onVersion} />
      <button
        type="button"
        className="rv-code-tool"
        aria-pressed={isCompared}
        aria-disabled={at === 0 || undefined}
        onClick={() => onCompare(!isCompared)}
      >
        {texts.showChanges}
      </button>
    </div>
  );
}

function Step(props: {
  readonly shape: IconShape;
  readonly label: string;
  /** The version it goes to, if there is one. */
  readonly to: number | false;
  readonly onGo: (at: number) => void;
}): React.JSX.Element {
  const { shape, label, to, onGo } = props;
  return (
    <IconButton
      {...{ shape, label }}
      isDisabled={to === false}
      onClick={() => to !== false && onGo(to)}
    />
  );
}

function IconButton(props: {
  readonly shape: IconShape;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-action"
      aria-disabled={props.isDisabled || undefined}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon shape={props.shape} />
    </button>
  );
}

/** A file name of a title: what some system does not take in a name is a dash. */
function nameOf(title: string, language: string | undefined): string {
  if (/\.\w{1,10}$/.test(title)) return title.replace(/[\\/:*?"<>|]+/g, '-');
  const ending = codeFileName(language ?? 'markdown').replace(/^code(?=\.)/, '');
  const stem = title.replace(/[\\/:*?"<>|.\s]+/g, '-').replace(/^-+|-+$/g, '');
  return ending.startsWith('.') ? `${stem || 'document'}${ending}` : ending;
}
