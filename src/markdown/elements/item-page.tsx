import { type ComponentType, type ReactNode, memo } from 'react';
import { isSameList } from '../../view/same-list.ts';
import type { RenderSettings } from './render-settings.ts';

/** Props of what shows one item of a list or table. */
export interface ItemProps<Item> {
  readonly token: Item;
  readonly settings: RenderSettings;
  /** Whether the end of it is still to come. */
  readonly isOpen: boolean;
  /** Blocks around the list. @default 0 */
  readonly depth?: number | undefined;
}

interface ItemPageProps<Item> extends Omit<ItemProps<Item>, 'token'> {
  readonly items: readonly Item[];
  readonly View: ComponentType<ItemProps<Item>>;
}

/** Items that React skips as one. */
const pageSize = 32;

const ItemPage = memo(function ItemPage<Item>({
  items,
  View,
  isOpen,
  ...rest
}: ItemPageProps<Item>) {
  const last = items.length - 1;
  return items.map((item, index) => (
    <View key={index} token={item} isOpen={isOpen && index === last} {...rest} />
  ));
}, isSamePage) as <Item>(props: ItemPageProps<Item>) => ReactNode;

function isSamePage<Item>(props: ItemPageProps<Item>, next: ItemPageProps<Item>): boolean {
  const isSame = next.settings === props.settings && next.isOpen === props.isOpen;
  return isSame && isSameList(next.items, props.items);
}

/** Shows the items of a list or table by the page; only the last one may be open. */
export function renderItems<Item>({
  items,
  isOpen,
  ...rest
}: ItemPageProps<Item>): readonly ReactNode[] {
  const pages: ReactNode[] = [];
  for (let from = 0; from < items.length; from += pageSize) {
    const to = from + pageSize;
    const page = { items: items.slice(from, to), isOpen: isOpen && to >= items.length };
    pages.push(<ItemPage key={from} {...page} {...rest} />);
  }
  return pages;
}
