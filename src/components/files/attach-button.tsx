'use client';
import type * as React from 'react';
import { useRef } from 'react';
import { Icon } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';

/** Props of {@link AttachButton}; the rest goes to its `<button>`. */
export interface AttachButtonProps
  extends Omit<React.ComponentPropsWithoutRef<'button'>, 'children'>, LabelledProps {
  /** Takes the files that were chosen. */
  readonly onFiles: (files: readonly File[]) => void;
  /** What the dialog offers, as an `<input type="file">` has it; with `image/*` a phone offers its camera first. @default every type */
  readonly accept?: string | undefined;
  /** Whether several may be chosen at once. @default true */
  readonly multiple?: boolean | undefined;
}

/** Opens the dialog in which files are chosen; on phones that is also the camera. Renders a `<button>` and a hidden `<input>`. */
export function AttachButton({
  onFiles,
  accept,
  multiple = true,
  labels,
  className,
  onClick,
  ...rest
}: AttachButtonProps): React.JSX.Element {
  const { attach } = useLabels(labels);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        aria-label={attach}
        title={attach}
        {...rest}
        className={withClass('rv-action rv-attach', className)}
        onClick={(event) => {
          onClick?.(event);
          if (!event.defaultPrevented) input.current?.click();
        }}
      >
        <Icon shape="attach" />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={attach}
        multiple={multiple}
        accept={accept}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
    </>
  );
}
