import type { ComponentType } from 'react';

/**
 * Has the documentation page of stories that are shown by a helper tell of the kit's component in it: its description, its
 * props. Storybook keeps these at the component itself.
 */
export function documents(helper: ComponentType<never>, component: ComponentType<never>): void {
  const name = '__docgenInfo';
  Object.defineProperty(helper, name, { get: () => Reflect.get(component, name) as unknown });
}
