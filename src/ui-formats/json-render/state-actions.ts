import { textOf, valueAt, withValueAt } from '../data/json-pointer.ts';

type Params = Readonly<Record<string, unknown>>;

/** The state behind an action that changes nothing else; undefined where it is another action. */
export function actInState(
  action: string,
  params: Params,
  state: unknown,
): { readonly data: unknown } | undefined {
  const path = textOf(params['statePath'] ?? params['path']);
  const list = valueAt(state, path);
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  switch (action) {
    case 'setState':
      return { data: withValueAt(state, path, params['value']) };
    case 'pushState': {
      const longer = withValueAt(state, path, [...items, withId(params['value'])]);
      const cleared = params['clearStatePath'];
      return { data: typeof cleared === 'string' ? withValueAt(longer, cleared, '') : longer };
    }
    case 'removeState':
      return {
        data: withValueAt(
          state,
          path,
          items.filter((_, index) => index !== Number(params['index'])),
        ),
      };
    default:
      return undefined;
  }
}

/** A new item, with a name of its own where it asks for one. */
function withId(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [
      name,
      of === '$id' ? crypto.randomUUID() : (of as unknown),
    ]),
  );
}
