import type * as React from 'react';
import { memo, useContext, useMemo, useSyncExternalStore } from 'react';
import { useLatestCallback } from '../../view/use-latest-callback.ts';
import { Waiting } from '../lazy-format.tsx';
import type { ShownElement, UiChild } from './ui-element.ts';
import { placeOf } from './ui-store.ts';
import { InButtonContext, type UiAround, UiContext, type UiOwn } from './ui-views.ts';

/** Props of {@link UiNode}. */
export interface UiNodeProps extends UiChild {
  /** The place of what is around it. @default '' */
  readonly around?: string | undefined;
}

/** An element of a generated interface with all that stands in it; a quiet stand-in while it is to come. */
export const UiNode: React.NamedExoticComponent<UiNodeProps> = memo(function UiNode(
  props: UiNodeProps,
) {
  const around = useContext(UiContext);
  return around && <NodeIn {...props} surface={around} />;
});

function NodeIn({
  id,
  scope,
  around = '',
  surface,
}: UiNodeProps & { readonly surface: UiAround }): React.ReactNode {
  const place = placeOf(around, id, scope);
  const get = () => surface.store.shown(place, id, scope);
  const shown = useSyncExternalStore(surface.store.subscribe, get, get);
  if (shown === 'waiting') return <Waiting />;
  if (shown === 'none') return null;
  return <Element {...{ id, scope, place, surface, shown }} />;
}

/** What can be used itself and may therefore not stand in a button. */
const active = new Set([
  'AudioPlayer',
  'CheckBox',
  'ChoicePicker',
  'Code',
  'DateTimeInput',
  'Modal',
  'Select',
  'Slider',
  'Table',
  'Tabs',
  'TextField',
  'Video',
]);

interface ElementProps extends UiChild {
  readonly place: string;
  readonly surface: UiAround;
  readonly shown: ShownElement;
}

function Element({ id, scope, place, surface, shown }: ElementProps): React.ReactNode {
  const { store, views } = surface;
  const set = useLatestCallback((name: string, value: unknown) =>
    store.set(id, scope, place, name, value),
  );
  const act = useLatestCallback((name: string = 'press') =>
    store.act(id, scope, name, titleOf(shown)),
  );
  const own = useMemo(() => ownOf(shown), [shown]);
  const children = useMemo(
    () => shown.children.map((child) => nodeOf(child, place)),
    [shown, place],
  );
  const slot = (name: string) => {
    const child = Object.hasOwn(shown.slots, name) ? shown.slots[name] : undefined;
    return child && nodeOf(child, place);
  };
  const isMute = useContext(InButtonContext) && active.has(shown.type);
  const View = Object.hasOwn(views, shown.type) ? views[shown.type] : undefined;
  if (!View || isMute) return null;
  const has = (name: string) => Object.hasOwn(shown.slots, name);
  return (
    <View {...{ props: shown.props, problem: shown.problem, own, slot, has, set, act }}>
      {children}
    </View>
  );
}

function nodeOf({ id, scope }: UiChild, around: string): React.JSX.Element {
  return <UiNode key={placeOf('', id, scope)} {...{ id, scope, around }} />;
}

function titleOf({ label, props }: ShownElement): string {
  return label ?? (typeof props['label'] === 'string' ? props['label'] : '');
}

function ownOf({ label, description, isHidden, live, weight }: ShownElement): UiOwn {
  return {
    ...(label !== undefined && { 'aria-label': label }),
    ...(description !== undefined && { 'aria-description': description }),
    ...(isHidden === true && { 'aria-hidden': true as const }),
    ...(live !== undefined && { 'aria-live': live }),
    ...(weight !== undefined && { style: { flexGrow: weight, flexBasis: 0 } }),
  };
}
