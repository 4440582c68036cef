import type * as React from 'react';
import { textOf } from '../data/json-pointer.ts';
import type { UiComponentProps, UiOwn } from '../surface/ui-views.ts';

/** Attributes of an element that is a group where it has a name. */
export function groupOf(own: UiOwn): UiOwn & { readonly role?: 'group' } {
  return own['aria-label'] === undefined ? own : { ...own, role: 'group' };
}

const justifies: Readonly<Record<string, string>> = {
  center: 'center',
  end: 'end',
  flexEnd: 'end',
  spaceAround: 'space-around',
  spaceBetween: 'space-between',
  spaceEvenly: 'space-evenly',
  between: 'space-between',
  around: 'space-around',
  evenly: 'space-evenly',
  stretch: 'stretch',
};
const aligns: Readonly<Record<string, string>> = {
  center: 'center',
  end: 'end',
  flexEnd: 'end',
  start: 'start',
  flexStart: 'start',
  baseline: 'baseline',
};
const gaps = new Set(['none', 'xs', 's', 'sm', 'm', 'md', 'l', 'lg', 'xl', '2xl']);

function lookUp(table: Readonly<Record<string, string>>, name: unknown): string | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
}

function Box({
  axis,
  props,
  own,
  children,
}: UiComponentProps & { readonly axis: 'row' | 'column' }): React.JSX.Element {
  const gap = String(props['gap']);
  return (
    <div
      {...groupOf(own)}
      className="rv-ui-box"
      data-axis={axis}
      data-justify={lookUp(justifies, props['justify'])}
      data-align={lookUp(aligns, props['align'])}
      data-wrap={props['wrap'] === true || undefined}
      data-gap={gaps.has(gap) ? gap : undefined}
    >
      {children}
    </div>
  );
}

/** Its children side by side. Renders a `<div>`. */
export function RowBlock(given: UiComponentProps): React.JSX.Element {
  return <Box {...given} axis="row" />;
}

/** Its children one below the other. Renders a `<div>`. */
export function ColumnBlock(given: UiComponentProps): React.JSX.Element {
  return <Box {...given} axis="column" />;
}

/** Its children in cells of one size. Renders a `<div>`. */
export function GridBlock({ props, own, children }: UiComponentProps): React.JSX.Element {
  const columns = Math.min(6, Math.max(1, Math.round(Number(props['columns'] ?? 2)) || 2));
  return (
    <div {...groupOf(own)} className="rv-ui-grid" data-columns={columns}>
      {children}
    </div>
  );
}

/** Its children as a list. Renders a `<div role="list">`. */
export function ListBlock({ props, own, children }: UiComponentProps): React.JSX.Element {
  const isAcross = props['direction'] === 'horizontal';
  const items = Array.isArray(children) ? (children as React.ReactElement[]) : [];
  return (
    <div
      {...own}
      className="rv-ui-list"
      data-axis={isAcross ? 'row' : 'column'}
      data-align={lookUp(aligns, props['align'])}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a `<ul>` would have the marks and the room of a list in a text
      role="list"
    >
      {items.map((item) => (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
        <div key={item.key} role="listitem">
          {item}
        </div>
      ))}
    </div>
  );
}

/** A box with a border around what belongs together. Renders a `<div>`. */
export function CardBlock({ props, own, slot, children }: UiComponentProps): React.JSX.Element {
  const { title, description } = props;
  return (
    <div {...groupOf(own)} className="rv-ui-card">
      {typeof title === 'string' && title !== '' && (
        <p className="rv-ui-title" dir="auto">
          {title}
        </p>
      )}
      {typeof description === 'string' && description !== '' && (
        <p className="rv-ui-text" data-variant="caption" dir="auto">
          {description}
        </p>
      )}
      {slot('child')}
      {children}
    </div>
  );
}

/** What stands above a card: its title, and a line about it. Renders a `<div>`. */
export function HeaderBlock({ props, own }: UiComponentProps): React.JSX.Element {
  const [title, subtitle] = [textOf(props['title']), textOf(props['subtitle'])];
  return (
    <div {...groupOf(own)}>
      {title !== '' && (
        <p className="rv-ui-title" dir="auto">
          {title}
        </p>
      )}
      {subtitle !== '' && (
        <p className="rv-ui-text" data-variant="caption" dir="auto">
          {subtitle}
        </p>
      )}
    </div>
  );
}

/** A line between things. Renders an `<hr>`. */
export function DividerBlock({ props, own }: UiComponentProps): React.JSX.Element {
  const isUpright = props['axis'] === 'vertical' || props['orientation'] === 'vertical';
  return (
    <hr
      {...own}
      className="rv-ui-divider"
      data-axis={isUpright ? 'vertical' : 'horizontal'}
      aria-orientation={isUpright ? 'vertical' : undefined}
    />
  );
}
