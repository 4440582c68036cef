'use client';
import type * as React from 'react';
import { useWords } from '../../view/labels-context.ts';
import { englishAids, type AidLabels } from '../labels/aid-labels.ts';
import { withClass } from '../shared/with-class.ts';

/** A model that can be chosen. */
export interface ModelChoice {
  /** What the choice is known by. */
  readonly id: string;
  /** What it is called. @default id */
  readonly name?: string | undefined;
  /** Models of the same group stand together under its name. @default none */
  readonly group?: string | undefined;
  /** Whether it cannot be chosen now. @default false */
  readonly disabled?: boolean | undefined;
}

/** Props of {@link ModelPicker}; the rest goes to its `<select>`. */
export interface ModelPickerProps extends Omit<
  React.ComponentPropsWithoutRef<'select'>,
  'children' | 'onChange' | 'value' | 'multiple'
> {
  /** The models that can be chosen, in order. */
  readonly models: readonly ModelChoice[];
  /** The `id` of the model that is chosen. */
  readonly value: string;
  /** Is told the `id` of the model that has been chosen. */
  readonly onChange: (id: string) => void;
  /** What it says. @default English */
  readonly labels?: Partial<AidLabels> | undefined;
}

/**
 * Chooses the model that answers, from the page's own list, which phones show in theirs: a tool of the message field
 * (`composerTools`). Renders a `<select>`.
 */
export function ModelPicker(props: ModelPickerProps): React.JSX.Element {
  const { models, value, onChange, labels, className, ...rest } = props;
  const { model } = useWords(englishAids, labels);
  const groups = groupsOf(models);
  return (
    <select
      aria-label={model}
      {...rest}
      className={withClass('rv-model', className)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {groups.map(([name, choices]) =>
        name === undefined ? (
          choices.map((choice) => <ModelOption key={choice.id} choice={choice} />)
        ) : (
          <optgroup key={name} label={name}>
            {choices.map((choice) => (
              <ModelOption key={choice.id} choice={choice} />
            ))}
          </optgroup>
        ),
      )}
    </select>
  );
}

function ModelOption({ choice }: { readonly choice: ModelChoice }): React.JSX.Element {
  const { id, name = id, disabled = false } = choice;
  return (
    <option value={id} disabled={disabled}>
      {name}
    </option>
  );
}

/** The models of each group, where its first one stands. */
function groupsOf(
  models: readonly ModelChoice[],
): (readonly [string | undefined, readonly ModelChoice[]])[] {
  const groups = new Map<string | undefined, ModelChoice[]>();
  for (const choice of models) {
    const group = groups.get(choice.group) ?? [];
    groups.set(choice.group, [...group, choice]);
  }
  return [...groups];
}
