'use client';
import type * as React from 'react';
import { lazyView } from '../../view/lazy-view.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { AttachmentTrayProps } from './attachment-tray.tsx';
import type { FileCardProps } from './file-card.tsx';
import type { FileViewProps } from './file-view.tsx';
import type { MediaPlayerProps } from './media-player.tsx';
import type { PictureProps } from './picture.tsx';

// All load with the first of them, so that a chat without files has no code for them.

/** The name of a file stands for it; it stays unseen for a moment, so that it does not flash. */
function FileName({ part, labels }: FileCardProps): React.JSX.Element {
  const { attachment } = useLabels(labels);
  return <span className="rv-chip rv-late">{part.filename || attachment}</span>;
}

const nameOf = ({ part, labels }: FileCardProps): React.JSX.Element => (
  <FileName part={part} labels={labels} />
);

/** A file of a message, as what it is: a `Picture`, a `MediaPlayer`, or a `FileCard`. Loads when it is first shown. */
export const FileView: (props: FileViewProps) => React.ReactNode = lazyView<FileViewProps>(
  async () => (await import('./file-view.tsx')).FileView,
  nameOf,
);

/**
 * A picture in a box that is there before it loads; a press shows it over the whole window. Renders a `<figure>`. Loads when it
 * is first shown.
 */
export const Picture: (props: PictureProps) => React.ReactNode = lazyView<PictureProps>(
  async () => (await import('./picture.tsx')).Picture,
  nameOf,
);

/** A recording or a video with the browser's own controls; nothing plays by itself. Renders a `<figure>`. Loads when it is first shown. */
export const MediaPlayer: (props: MediaPlayerProps) => React.ReactNode = lazyView<MediaPlayerProps>(
  async () => (await import('./media-player.tsx')).MediaPlayer,
  nameOf,
);

/**
 * A file by the sign of its kind, its name and its size: a press saves what is in the message, and opens the rest in a tab of
 * its own. Renders a `<button>`, an `<a>`, or a `<span>` where the URL may not be opened. Loads when it is first shown.
 */
export const FileCard: (props: FileCardProps) => React.ReactNode = lazyView<FileCardProps>(
  async () => (await import('./file-card.tsx')).FileCard,
  nameOf,
);

/**
 * The files of the message that is being written: a thumbnail, name and size, how far each has been uploaded. Renders a `<ul>`,
 * nothing when there are none. Loads when it is first shown.
 */
export const AttachmentTray: (props: AttachmentTrayProps) => React.ReactNode =
  lazyView<AttachmentTrayProps>(async () => (await import('./attachment-tray.tsx')).AttachmentTray);
