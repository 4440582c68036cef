'use client';
import type * as React from 'react';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import type { FilePart } from '../../protocol/chat-message.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { FileCard } from './file-card.tsx';
import { fileKind } from './file-kind.ts';
import { MediaPlayer } from './media-player.tsx';
import { Picture } from './picture.tsx';

/** Props of {@link FileView}. */
export interface FileViewProps extends LabelledProps {
  /** The file, as a message has it. */
  readonly part: Pick<FilePart, 'url' | 'mediaType' | 'filename'>;
  /** Describes a picture. @default its file's name, else labels.image */
  readonly alt?: string | undefined;
  /** Whether a picture is still being drawn. @default false */
  readonly isDraft?: boolean | undefined;
  /** Whether a picture, a recording or a video loads, where that is a request to somebody. @default 'ask' */
  readonly imagePolicy?: UrlPolicy | undefined;
  /** Whether the address of a document may be opened. @default 'allow' */
  readonly linkPolicy?: UrlPolicy | undefined;
}

/** A file of a message, as what it is: a `Picture`, a `MediaPlayer`, or a `FileCard`. */
export function FileView({
  alt,
  isDraft,
  imagePolicy,
  linkPolicy,
  ...rest
}: FileViewProps): React.JSX.Element {
  switch (fileKind(rest.part.mediaType)) {
    case 'picture':
      return <Picture {...rest} alt={alt} isDraft={isDraft} imagePolicy={imagePolicy} />;
    case 'document':
      return <FileCard {...rest} linkPolicy={linkPolicy} />;
    default:
      return <MediaPlayer {...rest} imagePolicy={imagePolicy} />;
  }
}
