'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';
import { FileIcon, type FileIconShape } from './file-icon.tsx';
import { saveFile } from './save-file.ts';

/** Props of {@link PictureViewer}. */
export interface PictureViewerProps {
  readonly url: string;
  readonly alt: string;
  /** The name to save it under. */
  readonly name: string;
  readonly onClose: () => void;
}

/** A picture over the whole window: fitted into it, or in its own size. Escape closes it. Renders a `<dialog>`. */
export function PictureViewer({ url, alt, name, onClose }: PictureViewerProps): React.JSX.Element {
  const texts = useLabels();
  const [isWhole, setWhole] = useState(true);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opened = dialog.current;
    // Gives the focus back to what had it when it is closed; not in the DOM of some tests.
    opened?.showModal?.();
    return () => opened?.close?.();
  }, []);
  const close = () => dialog.current?.close();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Escape closes it; what is pressed beside the picture is the ground
    <dialog
      ref={dialog}
      className="rv-viewer"
      aria-label={alt}
      onClose={onClose}
      // What is pressed here is not meant for the chat behind it: Escape would stop its answer.
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (event.target instanceof HTMLElement && !event.target.closest('img, button')) close();
      }}
    >
      <div className="rv-viewer-tools">
        <ViewerButton
          shape={isWhole ? 'enlarge' : 'reduce'}
          label={isWhole ? texts.actualSize : texts.fitToWindow}
          onClick={() => setWhole(!isWhole)}
        />
        <ViewerButton
          shape="download"
          label={texts.download}
          onClick={() => saveFile(url, name || texts.image)}
        />
        <ViewerButton shape="close" label={texts.close} onClick={close} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <div className="rv-viewer-ground" data-fit={isWhole} tabIndex={isWhole ? undefined : 0}>
        <img src={url} alt={alt} referrerPolicy="no-referrer" />
      </div>
    </dialog>
  );
}

function ViewerButton(props: {
  readonly shape: FileIconShape | 'close';
  readonly label: string;
  readonly onClick: () => void;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-action"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      {props.shape === 'close' ? <Icon shape="close" /> : <FileIcon shape={props.shape} />}
    </button>
  );
}
