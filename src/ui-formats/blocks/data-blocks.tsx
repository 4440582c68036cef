import type * as React from 'react';
import { useRef } from 'react';
import { CodeBlock } from '../../code-block/code-block.tsx';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import { fieldOf, isRecord, textOf } from '../data/json-pointer.ts';
import type { UiComponentProps } from '../surface/ui-views.ts';
import { groupOf } from './layout-blocks.tsx';

const tones: Readonly<Record<string, string>> = {
  info: 'info',
  success: 'success',
  positive: 'success',
  warning: 'warning',
  error: 'error',
  danger: 'error',
  destructive: 'error',
  negative: 'error',
};

function toneOf(props: UiComponentProps['props']): string | undefined {
  const names = ['tone', 'variant', 'type'].map((name) => textOf(props[name]));
  const name = names.find((tone) => Object.hasOwn(tones, tone));
  return name === undefined ? undefined : tones[name];
}

/** A word in a coloured frame. Renders a `<span>`. */
export function BadgeBlock({ props, own, children }: UiComponentProps): React.JSX.Element {
  return (
    <span {...groupOf(own)} className="rv-ui-badge" data-tone={toneOf(props)}>
      {textOf(props['text'] ?? props['label'])}
      {children}
    </span>
  );
}

/** A remark that one should not overlook. Renders a `<div role="note">`. */
export function CalloutBlock({ props, own, children }: UiComponentProps): React.JSX.Element {
  const title = textOf(props['title']);
  const text = textOf(props['text'] ?? props['message'] ?? props['description']);
  return (
    <div {...own} role="note" className="rv-ui-callout" data-tone={toneOf(props) ?? 'info'}>
      {title !== '' && (
        <p className="rv-ui-title" dir="auto">
          {title}
        </p>
      )}
      {text !== '' && (
        <p className="rv-ui-text" dir="auto">
          {text}
        </p>
      )}
      {children}
    </div>
  );
}

/** How far something is. Renders a `<div>` with a `<progress>`. */
export function ProgressBlock({ props, own }: UiComponentProps): React.JSX.Element {
  const { style, ...named } = own;
  const max = Number(props['max'] ?? 100) || 100;
  const value = Number(props['value'] ?? 0) || 0;
  const label = textOf(props['label']);
  return (
    <div className="rv-ui-field" style={style}>
      <label className="rv-ui-progress">
        <span>{label}</span>
        <progress
          {...(label === '' ? { 'aria-label': `${value}/${max}` } : {})}
          {...named}
          {...{ max, value }}
        />
      </label>
    </div>
  );
}

/** A number with what it counts, and how it has changed. Renders a `<div>`. */
export function MetricBlock({ props, own, children }: UiComponentProps): React.JSX.Element {
  const note = textOf(props['detail'] ?? props['change'] ?? props['description']);
  return (
    <div {...groupOf(own)} className="rv-ui-metric">
      <p className="rv-ui-text" data-variant="caption" dir="auto">
        {textOf(props['label'] ?? props['title'])}
      </p>
      <p className="rv-ui-number" dir="auto">
        {textOf(props['value'])}
      </p>
      {note !== '' && (
        <p className="rv-ui-text" data-variant="caption" data-tone={toneOf(props)} dir="auto">
          {note}
        </p>
      )}
      {children}
    </div>
  );
}

/** Rows and columns. Renders a `<div>` with a `<table>`, which scrolls where it is wide. */
export function TableBlock({ props, own }: UiComponentProps): React.JSX.Element {
  const columns = listOf(props['columns']).map((column) => ({
    key: textOf(
      fieldOf(column, 'key') ??
        fieldOf(column, 'accessorKey') ??
        fieldOf(column, 'label') ??
        column,
    ),
    label: textOf(
      fieldOf(column, 'label') ?? fieldOf(column, 'header') ?? fieldOf(column, 'key') ?? column,
    ),
  }));
  const { 'aria-label': label, ...rest } = own;
  const box = useRef<HTMLDivElement>(null);
  // Where it is wide it scrolls, so the keyboard must reach it.
  useScrollStop(box);
  const caption = label ?? textOf(props['caption']);
  return (
    <div
      {...rest}
      ref={box}
      className="rv-ui-table"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields
      role="group"
      aria-label={caption || columns[0]?.label}
    >
      <table>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col" dir="auto">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listOf(props['rows'] ?? props['data']).map((row, index) => (
            <tr key={index}>
              {columns.map((column, place) => (
                <td key={place} dir="auto">
                  {textOf(isRecord(row) ? fieldOf(row, column.key) : listOf(row)[place])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Code, in colours. Renders a `<pre>`. */
export function CodeTextBlock({ props }: UiComponentProps): React.JSX.Element {
  return <CodeBlock code={textOf(props['code'])} language={textOf(props['language'])} />;
}

/** A list that may be anything; no longer than can be looked at. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]).slice(0, 1000) : [];
}
