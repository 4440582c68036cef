import type * as React from 'react';
import { Icon } from '../shared/icon.tsx';
import type { IconShape } from '../shared/icon.tsx';

/** Props of {@link ActionButton}. */
export interface ActionButtonProps {
  readonly shape: IconShape;
  readonly label: string;
  readonly isDisabled?: boolean;
  /** Of a button that stays pressed. */
  readonly isPressed?: boolean;
  readonly onClick: React.MouseEventHandler<HTMLButtonElement>;
}

/** A button with an icon alone, as they stand under a message. Renders a `<button>`. */
export function ActionButton(props: ActionButtonProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-action"
      // Disabled for good a button would drop the keyboard's focus.
      aria-disabled={props.isDisabled || undefined}
      aria-pressed={props.isPressed}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon shape={props.shape} />
    </button>
  );
}
