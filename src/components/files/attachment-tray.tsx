'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';
import type { AttachmentItem } from './attachment-item.ts';
import { FileIcon } from './file-icon.tsx';
import { fileKind } from './file-kind.ts';
import { fileSize } from './file-size.ts';

export { AttachmentDesk } from './attachment-desk.ts';

/** Props of {@link AttachmentTray}; the rest goes to its `<ul>`. */
export interface AttachmentTrayProps
  extends Omit<React.ComponentPropsWithoutRef<'ul'>, 'children'>, LabelledProps {
  /** The files, as `useAttachments` gives them. */
  readonly items: readonly AttachmentItem[];
  /** Takes a file back. */
  readonly onRemove: (id: string) => void;
  /** Uploads a file again. */
  readonly onRetry: (id: string) => void;
  /** Called when the last file has been taken back: the focus needs another place. @default none */
  readonly onEmpty?: (() => void) | undefined;
}

/** The files of the message that is being written: a thumbnail, name and size, how far each has been uploaded. Renders a `<ul>`, nothing when there are none. */
export function AttachmentTray({
  items,
  onRemove,
  onRetry,
  onEmpty,
  labels,
  className,
  ...rest
}: AttachmentTrayProps): React.JSX.Element | null {
  const texts = useLabels(labels);
  const list = useRef<HTMLUListElement>(null);
  const remove = (id: string) => {
    const place = items.findIndex((item) => item.id === id);
    const next = items[place + 1] ?? items[place - 1];
    const button =
      next &&
      list.current?.querySelector<HTMLElement>(`[data-id="${next.id}"] [data-act="remove"]`);
    // Before it goes: the focus would fall to the page with the pressed button.
    button?.focus();
    onRemove(id);
    if (!next) onEmpty?.();
  };
  if (items.length === 0) return null;
  return (
    <ul
      aria-label={texts.attachments}
      {...rest}
      ref={list}
      className={withClass('rv-tray', className)}
    >
      {items.map((item) => (
        <TrayItem key={item.id} item={item} onRemove={remove} onRetry={onRetry} />
      ))}
    </ul>
  );
}

interface TrayItemProps extends Pick<AttachmentTrayProps, 'onRemove' | 'onRetry'> {
  readonly item: AttachmentItem;
}

function TrayItem({ item, ...acts }: TrayItemProps): React.JSX.Element {
  const { locale, uploading } = useLabels();
  const { id, file, state, progress, errorText } = item;
  return (
    <li className="rv-tray-item" data-id={id} data-state={state} title={errorText}>
      <Thumbnail file={file} />
      <span className="rv-tray-text">
        <bdi className="rv-tray-name">{file.name}</bdi>
        <span className="rv-tray-size">{errorText ?? fileSize(file.size, locale)}</span>
      </span>
      {(state === 'preparing' || state === 'uploading') && (
        <progress
          className="rv-tray-progress"
          aria-label={uploading(file.name)}
          value={progress}
          max={1}
        />
      )}
      <TrayActions item={item} {...acts} />
    </li>
  );
}

function TrayActions({ item, onRemove, onRetry }: TrayItemProps): React.JSX.Element {
  const texts = useLabels();
  const { id, file, state } = item;
  const removeButton = useRef<HTMLButtonElement>(null);
  const retry = () => {
    // The pressed button goes as soon as the upload begins.
    removeButton.current?.focus();
    onRetry(id);
  };
  return (
    <>
      {state === 'failed' && (
        <button
          type="button"
          className="rv-action"
          aria-label={texts.retryFile(file.name)}
          title={texts.retry}
          onClick={retry}
        >
          <Icon shape="again" />
        </button>
      )}
      <button
        ref={removeButton}
        type="button"
        className="rv-action"
        data-act="remove"
        aria-label={texts.removeFile(file.name)}
        title={texts.remove}
        onClick={() => onRemove(id)}
      >
        <Icon shape="close" />
      </button>
    </>
  );
}

/** A small picture of a file, or the sign of its kind where it has none or the page's policy forbids it. */
function Thumbnail({ file }: { readonly file: File }): React.JSX.Element {
  const image = useRef<HTMLImageElement>(null);
  const [isShown, setShown] = useState(file.type.startsWith('image/') && 'createObjectURL' in URL);
  useEffect(() => {
    if (!isShown || !image.current) return undefined;
    const url = URL.createObjectURL(file);
    image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file, isShown]);
  return (
    <span className="rv-tray-thumb">
      {isShown ? (
        <img
          ref={image}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setShown(false)}
        />
      ) : (
        <FileIcon shape={fileKind(file.type)} />
      )}
    </span>
  );
}
