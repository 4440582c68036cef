import type * as React from 'react';
// Strokes on a 20 × 20 grid, drawn for this kit; `stop` is the one that is filled.
const shapes = {
  send: 'M10 16.5v-13M4.5 9 10 3.5 15.5 9',
  stop: 'M6 6h8v8H6z',
  copy: 'M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1',
  check: 'm4 10.5 4 4 8-9',
  again: 'M16 10a6 6 0 1 1-1.9-4.4M16 2.8v3.7h-3.7',
  edit: 'm4 16 .8-3.6L13.2 4 16 6.8l-8.4 8.4zM11.5 5.7l2.8 2.8',
  down: 'M10 3.5v13M4.5 11l5.5 5.5 5.5-5.5',
  close: 'm5 5 10 10M15 5 5 15',
  alert: 'M10 6.2v4.6M10 13.6v.1M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z',
  chevron: 'm7.5 4.5 5.5 5.5-5.5 5.5',
  attach:
    'm16.5 9.5-6.4 6.4a4 4 0 0 1-5.7-5.7l6.7-6.7a2.7 2.7 0 0 1 3.8 3.8l-6.6 6.6a1.3 1.3 0 0 1-1.9-1.9l6-6',
  question:
    'M7.4 7.6a2.6 2.6 0 1 1 3.9 2.3c-.8.5-1.3 1-1.3 1.9M10 14.2v.1M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z',
  good: 'M3 9h3.2v8H3zM6.2 9l3.6-6.3c1.6 0 2.4 1.1 2 2.7L11.2 8H16c.9 0 1.5.8 1.3 1.7l-1.4 6c-.2.8-.8 1.3-1.6 1.3H6.2',
  bad: 'M17 11h-3.2V3H17zM13.8 11l-3.6 6.3c-1.6 0-2.4-1.1-2-2.7l.6-2.6H4c-.9 0-1.5-.8-1.3-1.7l1.4-6C4.3 3.5 4.9 3 5.7 3h8.1',
  back: 'm12.5 4.5-5.5 5.5 5.5 5.5',
} as const;

/** The names of the kit's icons. */
export type IconShape = keyof typeof shapes;

/** An icon in the colour of its text, hidden from screen readers. Renders an `<svg>`. */
export function Icon({ shape }: { readonly shape: IconShape }): React.JSX.Element {
  return (
    <svg className="rv-icon" data-shape={shape} viewBox="0 0 20 20" aria-hidden="true">
      <path d={shapes[shape]} />
    </svg>
  );
}
