import type * as React from 'react';
import { fieldOf, textOf } from '../data/json-pointer.ts';
import type { UiComponentProps } from '../surface/ui-views.ts';
import { iconShapes } from './icon-shapes.ts';

/** Longer drawings are no icons. */
const mostPath = 4000;
const path = /^[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]+$/;

/** A small drawing in the colour of its text; by its name, or by `svgPath` on a grid of 24. Renders an `<svg>`. */
export function IconBlock({ props, own }: UiComponentProps): React.ReactNode {
  const drawn = textOf(fieldOf(props['name'], 'svgPath'));
  const name = textOf(props['name']).replaceAll(/[_\s-]+(\w)/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
  const shape = Object.hasOwn(iconShapes, name) ? iconShapes[name] : undefined;
  const isOwn = drawn.length <= mostPath && path.test(drawn);
  if (!isOwn && shape === undefined) return null;
  const named =
    own['aria-label'] === undefined ? { 'aria-hidden': true as const } : { role: 'img' };
  return (
    <svg
      {...named}
      {...own}
      className="rv-icon rv-ui-icon"
      viewBox={isOwn ? '0 0 24 24' : '0 0 20 20'}
      data-filled={isOwn || undefined}
    >
      <path d={isOwn ? drawn : shape} />
    </svg>
  );
}
