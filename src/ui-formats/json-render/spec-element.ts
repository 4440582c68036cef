import { meaningOf } from '../blocks/common-names.ts';
import { functions } from '../data/functions.ts';
import { absolute, fieldOf, isRecord, textOf, valueAt } from '../data/json-pointer.ts';
import type { ShownElement, UiChild, UiScope } from '../surface/ui-element.ts';
import { checked, registeredAs, type UiRegistry } from '../surface/ui-registry.ts';
import { SpecReader, type SpecValues } from './spec-value.ts';

/** An element as a model wrote it. */
export type SpecElement = Readonly<Record<string, unknown>>;

const mostItems = 1000;

/** What is known beside the state. */
interface Around {
  readonly components: UiRegistry | undefined;
  readonly isOpen: boolean;
  readonly locals: Readonly<Record<string, unknown>> | undefined;
}

/** Puts into an element what it refers to; undefined where nothing can show it. */
export function readSpecElement(
  element: SpecElement,
  values: SpecValues,
  { components, isOpen, locals }: Around,
): ShownElement | 'waiting' | 'none' | undefined {
  const reader = new SpecReader(values);
  const isVisible = reader.holds(element['visible']);
  const props = readProps(element['props'], reader);
  // While there may be more state, one cannot know yet what it will say.
  if (reader.isMissing && isOpen) return 'waiting';
  if (!isVisible) return 'none';
  const type = textOf(element['type']);
  const { children, slots } = childrenOf(element, values);
  const own = registeredAs(components, type);
  if (own) {
    const fitting = checked(own.props, props);
    return fitting && { type, props: { ...fitting, ...locals }, children, slots };
  }
  const meant = meaningOf(type, props);
  if (!meant) return undefined;
  const confirm = confirmOf(element['on']);
  const tabs =
    Array.isArray(meant.props['tabs']) && meant.type === 'Tabs' ? tabsOf(children) : slots;
  const asks = confirm === undefined ? {} : { confirm };
  const shown: Readonly<Record<string, unknown>> = { ...meant.props, ...asks, ...locals };
  return {
    type: meant.type,
    props: shown,
    children: meant.type === 'Tabs' ? [] : children,
    slots: tabs,
    origins: meant.origins,
    problem: problemOf(props['checks'], shown['value']),
  };
}

/** What is bound to a field is there before there is anything in it. */
function readProps(props: unknown, reader: SpecReader): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(isRecord(props) ? props : {})) {
    const before = reader.isMissing;
    read[name] = reader.read(raw);
    if (fieldOf(raw, '$bindState') !== undefined || fieldOf(raw, '$bindItem') !== undefined)
      reader.isMissing = before;
  }
  return read;
}

/** What is asked before a press does something. */
function confirmOf(events: unknown): unknown {
  const press = fieldOf(events, 'press') ?? fieldOf(events, 'click');
  const bindings: readonly unknown[] = Array.isArray(press) ? press : [press];
  return bindings.map((binding) => fieldOf(binding, 'confirm')).find(isRecord);
}

function tabsOf(children: readonly UiChild[]): Record<string, UiChild> {
  return Object.fromEntries(children.map((child, index) => [`tab${index}`, child]));
}

function childrenOf(element: SpecElement, values: SpecValues) {
  const { scope } = values;
  const ids = idsOf(element['children']);
  const named = Object.entries(isRecord(element['slots']) ? element['slots'] : {});
  const inSlots = named.flatMap(([name, list]) => (name === 'default' ? idsOf(list) : []));
  const slots = Object.fromEntries(
    named.flatMap(([name, list]) =>
      idsOf(list)
        .slice(0, 1)
        .map((id) => [name, { id, scope }]),
    ),
  );
  const scopes = scopesOf(element['repeat'], values);
  const all = [...ids, ...inSlots];
  const children = scopes
    ? scopes.flatMap((own) => all.map((id) => ({ id, scope: own })))
    : all.map((id) => ({ id, scope }));
  return { children, slots };
}

function idsOf(list: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(list) ? list : [];
  return [...new Set(all.filter((id) => typeof id === 'string'))];
}

/** The items for which the children of an element are repeated; undefined where they are not. */
function scopesOf(repeat: unknown, { state, scope }: SpecValues): readonly UiScope[] | undefined {
  if (!isRecord(repeat)) return undefined;
  const path = repeat['statePath'] ?? repeat['path'];
  const item = fieldOf(path, '$item');
  const base =
    typeof item === 'string' ? absolute(item, scope?.base ?? '') : absolute(textOf(path), '');
  const items = valueAt(state, base);
  const list: readonly unknown[] = Array.isArray(items) ? items.slice(0, mostItems) : [];
  return list.map((_, index) => ({ base: `${base.replace(/\/$/, '')}/${index}`, index }));
}

const checks: Readonly<Record<string, (value: unknown, args: unknown) => unknown>> = {
  required: (value) => functions['required']?.({ value }, undefined),
  email: (value) => functions['email']?.({ value }, undefined),
  numeric: (value) => functions['numeric']?.({ value }, undefined),
  minLength: (value, args) =>
    functions['length']?.({ value, min: fieldOf(args, 'min') }, undefined),
  maxLength: (value, args) =>
    functions['length']?.({ value, max: fieldOf(args, 'max') }, undefined),
  min: (value, args) => functions['numeric']?.({ value, min: fieldOf(args, 'min') }, undefined),
  max: (value, args) => functions['numeric']?.({ value, max: fieldOf(args, 'max') }, undefined),
  pattern: (value, args) =>
    functions['regex']?.({ value, pattern: fieldOf(args, 'pattern') }, undefined),
};

function problemOf(rules: unknown, value: unknown): string | undefined {
  for (const rule of Array.isArray(rules) ? (rules as readonly unknown[]).slice(0, 50) : []) {
    const name = textOf(fieldOf(rule, 'type') ?? fieldOf(rule, 'fn'));
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check && check(value, fieldOf(rule, 'args')) === false)
      return textOf(fieldOf(rule, 'message'));
  }
  return undefined;
}
