import { meaningOf } from '../blocks/common-names.ts';
import { fieldOf, isRecord, textOf } from '../data/json-pointer.ts';
import type { ShownElement, UiChild } from '../surface/ui-element.ts';
import { isNode } from './evaluate.ts';

type Props = Readonly<Record<string, unknown>>;

/** Keeps a component that the kit makes itself of parts of another; names it. */
export type Make = (part: string, name: string, props: Props) => string;

/** The components of a list, in order; texts among them are made components. */
export function childrenOf(value: unknown, make: Make): readonly UiChild[] {
  const list: readonly unknown[] = Array.isArray(value)
    ? value.flat(3)
    : value === undefined
      ? []
      : [value];
  const ids = list.flatMap((item, index) => {
    if (isNode(item)) return [item.$node];
    const text = textOf(item);
    return text === '' ? [] : [make(`text${index}`, 'TextContent', { text })];
  });
  return [...new Set(ids)].map((id) => ({ id }));
}

/** Shows a component of OpenUI's own library by the built-in ones; undefined where none is like it. */
export function builtIn(name: string, props: Props, make: Make): ShownElement | undefined {
  const { children, buttons, items, tags, content, ...rest } = props;
  const list: readonly unknown[] = Array.isArray(items) ? items : [];
  switch (name) {
    case 'Tabs':
      return tabsOf(list, make);
    case 'Accordion':
      return accordionOf(list, make);
    case 'TagBlock': {
      const all: readonly unknown[] = Array.isArray(tags) ? tags : [];
      const ids = all.map((tag, index) =>
        isNode(tag) ? tag.$node : make(`tag${index}`, 'Tag', { text: tag }),
      );
      return shown(
        'Row',
        { wrap: true, gap: 's' },
        ids.map((id) => ({ id })),
      );
    }
    case 'Form':
      return shown('Column', {}, [...childrenOf(children, make), ...childrenOf(buttons, make)]);
    case 'FollowUpBlock':
      return shown('Row', { wrap: true, gap: 's' }, childrenOf(children, make));
    case 'FollowUpItem':
      return shown('Button', rest, []);
    case 'ListBlock':
      return shown('List', {}, childrenOf(children, make));
    case 'ListItem':
      return shown('Card', { title: rest['title'], description: rest['subtitle'] }, []);
    case 'Table':
      return shown('Table', tableOf(rest['columns'], rest['rows']), []);
    case 'CheckBoxGroup':
    case 'RadioGroup':
      return choiceOf(name, list, rest);
    default: {
      const options = items === undefined ? {} : { options: list };
      const meant = meaningOf(name, { ...rest, ...options });
      return meant && shown(meant.type, meant.props, childrenOf(children ?? content, make));
    }
  }
}

function choiceOf(name: string, list: readonly unknown[], rest: Props): ShownElement {
  const isMany = name === 'CheckBoxGroup';
  const options = list.map((item) => ({
    label: fieldOf(item, 'label'),
    value: fieldOf(item, 'value'),
  }));
  const value = rest['value'] ?? rest['defaultValue'];
  const chosen = isRecord(value) ? Object.keys(value).filter((key) => value[key] === true) : value;
  const variant = isMany ? { variant: 'multipleSelection' } : {};
  return shown('ChoicePicker', { ...rest, ...variant, options, value: chosen }, []);
}

function tabsOf(list: readonly unknown[], make: Make): ShownElement {
  const slots = list.map((item, index) => [
    `tab${index}`,
    { id: make(`tab${index}`, 'Stack', { children: fieldOf(item, 'content') }) },
  ]);
  const tabs = list.map((item) => ({ title: textOf(fieldOf(item, 'title')) }));
  return {
    type: 'Tabs',
    props: { tabs },
    children: [],
    slots: Object.fromEntries(slots) as Record<string, UiChild>,
  };
}

function accordionOf(list: readonly unknown[], make: Make): ShownElement {
  return shown(
    'Column',
    {},
    list.map((item, index) => ({
      id: make(`item${index}`, 'Card', {
        title: fieldOf(item, 'title'),
        children: fieldOf(item, 'content'),
      }),
    })),
  );
}

function shown(type: string, props: Props, children: readonly UiChild[]): ShownElement {
  return { type, props, children, slots: {} };
}

/** Columns that have their data as the rows that they make. */
function tableOf(columns: unknown, rows: unknown): Props {
  const list: readonly unknown[] = Array.isArray(columns) ? columns : [];
  const labels = list.map((column) => textOf(fieldOf(column, 'label') ?? column));
  if (Array.isArray(rows)) return { columns: labels, rows };
  const data = list.map((column) => {
    const cells = fieldOf(column, 'data');
    return Array.isArray(cells) ? (cells as readonly unknown[]) : [];
  });
  const count = Math.min(1000, Math.max(0, ...data.map(({ length }) => length)));
  const made = Array.from({ length: count }, (_, row) =>
    data.map((cells) => (isNode(cells[row]) ? '' : textOf(cells[row]))),
  );
  return { columns: labels, rows: made };
}
