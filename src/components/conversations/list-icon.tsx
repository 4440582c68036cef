import type * as React from 'react';
// Strokes on a 20 × 20 grid, drawn for this kit.
const shapes = {
  new: 'M10 4v12M4 10h12',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l3.8 3.8',
  more: 'M4.5 10v.01M10 10v.01M15.5 10v.01',
  pin: 'M7.5 3.5h5l-.8 5.2 2.8 2.8h-9l2.8-2.8zM10 11.5v5.2',
  rename: 'm4 16 .8-3.6L13.2 4 16 6.8l-8.4 8.4zM11.5 5.7l2.8 2.8',
  delete: 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5l.2 5M11.5 8.5l-.2 5',
  close: 'm5 5 10 10M15 5 5 15',
  bubble: 'M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z',
  down: 'm4.5 7.5 5.5 5.5 5.5-5.5',
  full: 'M8 3.5H3.5V8M12 3.5h4.5V8M8 16.5H3.5V12M12 16.5h4.5V12',
  leaveFull: 'M3.5 8H8V3.5M16.5 8H12V3.5M3.5 12H8v4.5M16.5 12H12v4.5',
  export: 'M10 3.5v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12',
} as const;

/** The names of the icons around whole chats. */
export type ListIconShape = keyof typeof shapes;

/** An icon in the colour of its text, hidden from screen readers. Renders an `<svg>`. */
export function ListIcon({ shape }: { readonly shape: ListIconShape }): React.JSX.Element {
  return (
    <svg className="rv-icon" data-shape={shape} viewBox="0 0 20 20" aria-hidden="true">
      <path d={shapes[shape]} />
    </svg>
  );
}
