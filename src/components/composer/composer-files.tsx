import type * as React from 'react';
import { AttachButton } from '../files/attach-button.tsx';
import type { FileOptions } from '../files/file-options.ts';
import { attachmentPart } from '../files/use-attachments.ts';
import type { Attachments } from '../files/use-attachments.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import type { Composition } from './use-composition.ts';

/** Props of {@link ComposerFiles}. */
export interface ComposerFilesProps {
  readonly attachments: Attachments;
  readonly composition: Composition;
  readonly options: FileOptions;
}

/** The attached files, and the button that attaches more. */
export function ComposerFiles({
  attachments: { items, add, remove, retry },
  composition,
  options,
}: ComposerFilesProps): React.JSX.Element {
  const lazy = useLazyPart(attachmentPart, items.length > 0);
  const focusField = () => composition.fieldRef.current?.focus();
  const attach = (files: readonly File[]) => {
    add(files);
    if (files.length > 0) focusField();
  };
  return (
    <>
      {lazy && (
        <lazy.AttachmentTray items={items} onRemove={remove} onRetry={retry} onEmpty={focusField} />
      )}
      <AttachButton accept={options.accept} multiple={options.maxFiles !== 1} onFiles={attach} />
    </>
  );
}
