import type * as React from 'react';
import { useId, useState } from 'react';
import { useWords } from '../../view/labels-context.ts';
import { fieldOf, textOf } from '../data/json-pointer.ts';
import type { UiComponentProps } from '../surface/ui-views.ts';
import { englishUiFormats } from '../ui-format-labels.ts';
import { useField } from './field.tsx';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of several things, or some of them, as boxes or as chips. Renders a `<fieldset>` with a `<legend>`. */
export function ChoiceBlock({ props, own, set, problem }: UiComponentProps): React.JSX.Element {
  const { 'aria-label': name, ...rest } = own;
  const words = useWords(englishUiFormats);
  const group = useId();
  const { ties, fault } = useField(problem);
  const [filter, setFilter] = useState('');
  const label = textOf(props['label']);
  const options = optionsOf(props['options']);
  const { isMany, chosen, choose } = choiceOf(props, set);
  const sought = filter.trim().toLowerCase();
  return (
    <fieldset
      {...rest}
      className="rv-ui-choice"
      data-look={props['displayStyle'] === 'chips' ? 'chips' : 'list'}
      aria-label={label === '' ? name : undefined}
      aria-describedby={ties['aria-describedby']}
    >
      {label !== '' && <legend>{label}</legend>}
      {props['filterable'] === true && (
        <input
          type="search"
          className="rv-ui-input"
          aria-label={words.uiFilter}
          placeholder={words.uiFilter}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      <div className="rv-ui-options">
        {options.map((option, index) => (
          <label
            key={index}
            className="rv-ui-check"
            hidden={!option.label.toLowerCase().includes(sought)}
          >
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name={group}
              checked={chosen.includes(option.value)}
              onBlur={ties.onBlur}
              onChange={(event) => choose(option.value, event.target.checked)}
            />
            <span dir="auto">{option.label}</span>
          </label>
        ))}
      </div>
      {fault}
    </fieldset>
  );
}

/** What is chosen, and how that changes. */
function choiceOf(props: UiComponentProps['props'], set: UiComponentProps['set']) {
  const isMany = props['variant'] === 'multipleSelection';
  const { value } = props;
  const single = value === undefined ? [] : [textOf(value)];
  const chosen = Array.isArray(value) ? value.map(textOf) : single;
  const most = Number(props['most'] ?? Infinity);
  const choose = (option: string, isOn: boolean) => {
    const others = isMany ? chosen.filter((other) => other !== option) : [];
    set('value', isOn ? [...others, option].slice(-most) : others);
  };
  return { isMany, chosen, choose };
}

/** One of several things in a list that opens. Renders a `<div>` with a `<label>` and a `<select>`. */
export function SelectBlock({ props, own, set, problem }: UiComponentProps): React.JSX.Element {
  const { style, ...named } = own;
  const { ties, fault } = useField(problem);
  const label = textOf(props['label']);
  const value = textOf(props['value']);
  const options = optionsOf(props['options']);
  const isKnown = options.some((option) => option.value === value);
  return (
    <div className="rv-ui-field" style={style}>
      {label !== '' && <label htmlFor={ties.id}>{label}</label>}
      <select
        className="rv-ui-input"
        {...ties}
        {...(label === '' ? named : {})}
        value={isKnown ? value : ''}
        onChange={(event) => set('value', event.target.value)}
      >
        {!isKnown && <option value="">{textOf(props['placeholder'])}</option>}
        {options.map((option, index) => (
          <option key={index} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {fault}
    </div>
  );
}

function optionsOf(options: unknown): readonly Option[] {
  const list: readonly unknown[] = Array.isArray(options) ? options.slice(0, 1000) : [];
  return list.map((option) => {
    if (typeof option !== 'object') return { value: textOf(option), label: textOf(option) };
    const value = textOf(fieldOf(option, 'value'));
    return { value, label: textOf(fieldOf(option, 'label') ?? value) };
  });
}
