import type * as React from 'react';

// On the grid of the kit's other icons; loaded with the files that need them.
const shapes = {
  picture: 'M3 4h14v12H3zM3.2 14l4-4.5 3.3 3.5 2.5-2.5 3.8 4M12.6 7.4v.1',
  audio:
    'M7.5 15V5l8-1.8v10M7.5 15a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0M15.5 13.2a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0',
  video: 'M3 4h14v12H3zM8.5 7.5v5l4-2.5z',
  download: 'M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13',
  enlarge: 'M11.5 3.5h5v5M8.5 16.5h-5v-5M16 4l-4.5 4.5M4 16l4.5-4.5',
  reduce: 'M16.5 8.5h-5v-5M3.5 11.5h5v5M12 8l4.5-4.5M8 12l-4.5 4.5',
  document: 'M5 2.5h6.5L15.5 6v11.5H5zM11.3 2.7v3.6h3.9M7.8 10h4.9M7.8 13.2h4.9',
} as const;

/** The names of the icons of files: of their kinds, and of what is done with them. */
export type FileIconShape = keyof typeof shapes;

/** An icon of files in the colour of its text, hidden from screen readers. Renders an `<svg>`. */
export function FileIcon({ shape }: { readonly shape: FileIconShape }): React.JSX.Element {
  return (
    <svg className="rv-icon" data-shape={shape} viewBox="0 0 20 20" aria-hidden="true">
      <path d={shapes[shape]} />
    </svg>
  );
}
