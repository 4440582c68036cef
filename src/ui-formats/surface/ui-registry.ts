import type * as React from 'react';
import type { StandardSchema } from '../../protocol/standard-schema.ts';
import type { UiComponentProps, UiViews } from './ui-views.ts';

/** A component of a host, or with it what its properties have to be. */
export type UiRegistration =
  | React.ComponentType<UiComponentProps>
  | {
      /** Shows it. */
      readonly component: React.ComponentType<UiComponentProps>;
      /** What its properties have to be; a schema that answers at once. @default anything */
      readonly props?: StandardSchema | undefined;
      /** The names of its properties in the order in which OpenUI Lang gives them. @default none */
      readonly order?: readonly string[] | undefined;
    };

/** Components of a host, by the names that its models know. */
export type UiRegistry = Readonly<Record<string, UiRegistration>>;

interface Registered {
  readonly component: React.ComponentType<UiComponentProps>;
  readonly props?: StandardSchema | undefined;
  readonly order?: readonly string[] | undefined;
}

function isRegistered(entry: UiRegistration): entry is Registered {
  return typeof entry === 'object' && 'component' in entry;
}

/** What is registered under a name. */
export function registeredAs(
  registry: UiRegistry | undefined,
  name: string,
): Registered | undefined {
  const entry = registry && Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (entry === undefined) return undefined;
  return isRegistered(entry) ? entry : { component: entry };
}

/** What shows the components of a host. */
export function viewsOf(registry: UiRegistry | undefined): UiViews {
  const names = Object.keys(registry ?? {});
  const pairs = names.map((name) => [name, registeredAs(registry, name)?.component] as const);
  return Object.fromEntries(pairs.flatMap(([name, view]) => (view ? [[name, view]] : [])));
}

/** Properties as a schema makes them; undefined where they are not what it wants. */
export function checked(
  schema: StandardSchema | undefined,
  props: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  if (!schema) return props;
  try {
    const result = schema['~standard'].validate(props);
    if ('then' in result || result.issues) return undefined;
    return typeof result.value === 'object' && result.value !== null
      ? (result.value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
