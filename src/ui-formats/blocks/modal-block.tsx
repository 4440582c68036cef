import type * as React from 'react';
import { useMemo, useRef, useState } from 'react';
import { Icon } from '../../components/shared/icon.tsx';
import { useWords } from '../../view/labels-context.ts';
import { useLatest } from '../../view/use-latest.ts';
import { textOf } from '../data/json-pointer.ts';
import { TriggerContext, type UiComponentProps } from '../surface/ui-views.ts';
import { englishUiFormats } from '../ui-format-labels.ts';

/** What opens a dialog, and the dialog. Renders a `<div>` and a `<dialog>`, which Escape closes. */
export function ModalBlock({ props, own, slot, children }: UiComponentProps): React.JSX.Element {
  const { 'aria-label': label, ...rest } = own;
  const words = useWords(englishUiFormats);
  const trigger = useRef<HTMLDivElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const [title, setTitle] = useState('');
  const open = () => {
    setTitle(trigger.current?.textContent ?? '');
    dialog.current?.showModal?.();
  };
  const { buttons, shared } = useTrigger(open);
  // What opens it may be a text, which has to be reached and pressed as well.
  const reach =
    buttons > 0
      ? undefined
      : ({ role: 'button', tabIndex: 0, 'aria-haspopup': 'dialog', onClick: open } as const);
  return (
    <div {...rest} className="rv-ui-modal">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a button in it has the keys, or it has a role and keys of its own */}
      <div ref={trigger} {...reach} onKeyDown={(event) => isPress(event) && reach?.onClick()}>
        <TriggerContext.Provider value={shared}>{slot('trigger')}</TriggerContext.Provider>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what is pressed here is not meant for the chat behind it */}
      <dialog
        ref={dialog}
        className="rv-ui-dialog"
        aria-label={label ?? (textOf(props['title']) || title || undefined)}
        onKeyDown={(event) => event.stopPropagation()}
      >
        <button
          type="button"
          className="rv-ui-close"
          aria-label={words.uiClose}
          data-chrome=""
          onClick={() => dialog.current?.close()}
        >
          <Icon shape="close" />
        </button>
        {slot('content')}
        {children}
      </dialog>
    </div>
  );
}

/** Whether a key presses the very element that hears of it. */
function isPress(event: React.KeyboardEvent): boolean {
  const isIts =
    (event.key === 'Enter' || event.key === ' ') && event.target === event.currentTarget;
  if (isIts) event.preventDefault();
  return isIts;
}

/** Lets buttons open a dialog, and counts them. */
function useTrigger(open: () => void) {
  const [buttons, setButtons] = useState(0);
  const latest = useLatest(open);
  const shared = useMemo(
    () => ({
      open: () => latest.current(),
      isThere: () => {
        setButtons((count) => count + 1);
        return () => setButtons((count) => count - 1);
      },
    }),
    [latest],
  );
  return { buttons, shared };
}
