import type * as React from 'react';
import { textOf } from '../data/json-pointer.ts';
import type { UiComponentProps } from '../surface/ui-views.ts';
import { useField } from './field.tsx';

const kinds: Readonly<Record<string, React.ComponentProps<'input'>>> = {
  obscured: { type: 'password', autoComplete: 'off' },
  password: { type: 'password', autoComplete: 'off' },
  number: { type: 'text', inputMode: 'decimal' },
  email: { type: 'email' },
  url: { type: 'url' },
  tel: { type: 'tel' },
};

/** A line of text, or with the variant `longText` more of it. Renders a `<div>` with a `<label>` and a field. */
export function TextFieldBlock({ props, own, set, problem }: UiComponentProps): React.JSX.Element {
  const { style, ...named } = own;
  const { ties, fault } = useField(problem);
  const variant = textOf(props['variant']);
  const label = textOf(props['label']);
  const given = {
    ...ties,
    ...(label === '' ? named : {}),
    className: 'rv-ui-input',
    dir: 'auto',
    value: textOf(props['value']),
    placeholder: textOf(props['placeholder']) || undefined,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      set('value', event.target.value),
  };
  const kind = Object.hasOwn(kinds, variant) ? kinds[variant] : { type: 'text' };
  return (
    <div className="rv-ui-field" style={style}>
      {label !== '' && <label htmlFor={ties.id}>{label}</label>}
      {variant === 'longText' ? <textarea {...given} rows={3} /> : <input {...given} {...kind} />}
      {fault}
    </div>
  );
}

/** A box to tick. Renders a `<div>` with a `<label>`. */
export function CheckBoxBlock({ props, own, set, problem }: UiComponentProps): React.JSX.Element {
  const { style, ...named } = own;
  const { ties, fault } = useField(problem);
  const label = textOf(props['label']);
  return (
    <div className="rv-ui-field" style={style}>
      <label className="rv-ui-check">
        <input
          type="checkbox"
          {...ties}
          {...(label === '' ? named : {})}
          checked={props['value'] === true}
          onChange={(event) => set('value', event.target.checked)}
        />
        <span dir="auto">{label}</span>
      </label>
      {fault}
    </div>
  );
}

/** A number between two others. Renders a `<div>` with a `<label>`, a field and the number. */
export function SliderBlock({ props, own, set, problem }: UiComponentProps): React.JSX.Element {
  const { style, ...named } = own;
  const { ties, fault } = useField(problem);
  const label = textOf(props['label']);
  const min = Number(props['min'] ?? 0) || 0;
  const max = Number(props['max'] ?? 100) || 100;
  const value = Math.min(Math.max(Number(props['value'] ?? min) || min, min), max);
  const steps = Number(props['steps'] ?? 0);
  const step = Number(props['step'] ?? (steps > 0 ? (max - min) / steps : 0)) || 'any';
  return (
    <div className="rv-ui-field" style={style}>
      <span className="rv-ui-slider-head">
        {label !== '' && <label htmlFor={ties.id}>{label}</label>}
        <output htmlFor={ties.id} aria-live="off">
          {Number(value.toFixed(4))}
        </output>
      </span>
      <input
        type="range"
        className="rv-ui-slider"
        {...ties}
        {...(label === '' ? named : {})}
        {...{ min, max, step, value }}
        onChange={(event) => set('value', Number(event.target.value))}
      />
      {fault}
    </div>
  );
}

/** A day, a time, or both. Renders a `<div>` with a `<label>` and a field. */
export function DateTimeBlock({ props, own, set, problem }: UiComponentProps): React.JSX.Element {
  const { style, ...named } = own;
  const { ties, fault } = useField(problem);
  const label = textOf(props['label']);
  const hasTime = props['enableTime'] === true;
  const type = !hasTime ? 'date' : props['enableDate'] === true ? 'datetime-local' : 'time';
  const at = (name: string) => inputValue(textOf(props[name]), type);
  return (
    <div className="rv-ui-field" style={style}>
      {label !== '' && <label htmlFor={ties.id}>{label}</label>}
      <input
        type={type}
        className="rv-ui-input"
        {...ties}
        {...(label === '' ? named : {})}
        value={at('value')}
        min={at('min') || undefined}
        max={at('max') || undefined}
        onChange={(event) => set('value', event.target.value)}
      />
      {fault}
    </div>
  );
}

/** An ISO 8601 time as a field of this type has it. */
function inputValue(value: string, type: 'date' | 'time' | 'datetime-local'): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)?(?:T|\s|^)?(\d\d:\d\d)?/.exec(value) ?? [];
  if (type === 'date') return day ?? '';
  if (type === 'time') return time ?? '';
  return day === undefined ? '' : `${day}T${time ?? '00:00'}`;
}
