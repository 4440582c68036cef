import type * as React from 'react';

// On the grid of the kit's other icons; loaded with the voices that need them.
const shapes = {
  microphone:
    'M10 2.5a2.5 2.5 0 0 0-2.5 2.5v4.5a2.5 2.5 0 0 0 5 0V5A2.5 2.5 0 0 0 10 2.5zM4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5',
  speaker: 'M3.5 8v4h2.8l4.2 3.5v-11L6.3 8zM13 7.3a3.8 3.8 0 0 1 0 5.4M15.2 5a7 7 0 0 1 0 10',
} as const;

/** An icon of voices in the colour of its text, hidden from screen readers. Renders an `<svg>`. */
export function VoiceIcon({ shape }: { readonly shape: keyof typeof shapes }): React.JSX.Element {
  return (
    <svg className="rv-icon" data-shape={shape} viewBox="0 0 20 20" aria-hidden="true">
      <path d={shapes[shape]} />
    </svg>
  );
}
