import { meaningOf } from '../blocks/common-names.ts';
import { fieldOf, isRecord, textOf } from '../data/json-pointer.ts';
import type { ShownElement, UiChild } from '../surface/ui-element.ts';
import { isNode } from './evaluate.ts';
import { chartTable, isChart, listOf, tableOf } from './open-ui-tables.ts';

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
  const own = Object.hasOwn(composed, name) ? composed[name] : undefined;
  if (own) return own(props, make);
  if (isChart(name)) return shown('Table', chartTable(name, props), []);
  const { children, content, items, ...rest } = props;
  const options = items === undefined ? {} : { options: listOf(items) };
  const meant = meaningOf(name, { ...rest, ...options });
  return meant && shown(meant.type, meant.props, childrenOf(children ?? content, make));
}

/** What is made of several built-in ones, or of one that is called otherwise. */
const composed: Readonly<Record<string, (props: Props, make: Make) => ShownElement>> = {
  Accordion: (props, make) => accordionOf(listOf(props['items']), make),
  Carousel: (props, make) => cardsOf(props['children'], make),
  CheckBoxGroup: (props) => choiceOf(props, true),
  FollowUpBlock: (props, make) =>
    shown('Row', { wrap: true, gap: 's' }, childrenOf(props['children'], make)),
  FollowUpItem: (props) => shown('Button', props, []),
  Form: ({ children, buttons }, make) =>
    shown('Column', {}, [...childrenOf(children, make), ...childrenOf(buttons, make)]),
  ImageGallery: (props, make) => galleryOf(props['images'], make),
  ListBlock: (props, make) => shown('List', {}, childrenOf(props['children'], make)),
  ListItem: ({ title, subtitle }) => shown('Card', { title, description: subtitle }, []),
  Modal: (props, make) => modalOf(props, childrenOf(props['children'], make)),
  RadioGroup: (props) => choiceOf(props, false),
  SectionBlock: (props, make) => accordionOf(listOf(props['items']), make),
  Steps: (props, make) => stepsOf(listOf(props['items']), make),
  SwitchGroup: (props) => choiceOf(props, true),
  Table: (props) => shown('Table', tableOf(props['columns'], props['rows']), []),
  Tabs: (props, make) => tabsOf(listOf(props['items']), make),
  TagBlock: (props, make) => tagsOf(listOf(props['tags']), make),
};

function tagsOf(tags: readonly unknown[], make: Make): ShownElement {
  const ids = tags.map((tag, index) =>
    isNode(tag) ? tag.$node : make(`tag${index}`, 'Tag', { text: tag }),
  );
  return shown(
    'Row',
    { wrap: true, gap: 's' },
    ids.map((id) => ({ id })),
  );
}

function choiceOf({ items, ...rest }: Props, isMany: boolean): ShownElement {
  const list = listOf(items);
  const options = list.map((item) => ({
    label: fieldOf(item, 'label'),
    value: fieldOf(item, isMany ? 'name' : 'value'),
  }));
  const first = isMany ? ticked(list) : undefined;
  const value = rest['value'] ?? rest['defaultValue'] ?? first;
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

/** What is ticked of a list before its reader has done anything; undefined for nothing. */
function ticked(list: readonly unknown[]): readonly unknown[] | undefined {
  const those = list.filter((item) => fieldOf(item, 'defaultChecked') === true);
  return those.length > 0 ? those.map((item) => fieldOf(item, 'name')) : undefined;
}

/** Groups that stand beside each other, where OpenUI turns from one to the next: nothing is out of sight. */
function cardsOf(groups: unknown, make: Make): ShownElement {
  const cards = listOf(groups).map((group, index) => ({
    id: make(`card${index}`, 'Card', { children: group }),
  }));
  return shown('Row', { wrap: true }, cards);
}

function galleryOf(images: unknown, make: Make): ShownElement {
  const pictures = listOf(images).map((image, index) => ({
    id: make(`image${index}`, 'ImageBlock', {
      src: fieldOf(image, 'src'),
      alt: fieldOf(image, 'alt') ?? fieldOf(image, 'details'),
    }),
  }));
  return shown('Row', { wrap: true }, pictures);
}

/** A dialog that its variable opens stands where it is written, as a card. */
function modalOf({ title, open }: Props, children: readonly UiChild[]): ShownElement {
  return open === false ? shown('Column', {}, []) : shown('Card', { title }, children);
}

function stepsOf(list: readonly unknown[], make: Make): ShownElement {
  const steps = list.map((item, index) => ({
    id: make(`step${index}`, 'Card', {
      title: fieldOf(item, 'title'),
      children: fieldOf(item, 'details'),
    }),
  }));
  return shown('List', {}, steps);
}

function shown(type: string, props: Props, children: readonly UiChild[]): ShownElement {
  return { type, props, children, slots: {} };
}
