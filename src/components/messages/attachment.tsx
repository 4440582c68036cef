'use client';
import type * as React from 'react';
import type { FilePart, SourceDocumentPart, SourceUrlPart } from '../../protocol/chat-message.ts';
import { judgeUrl } from '../../markdown/urls/url-policy.ts';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import { isDrawn } from '../files/drawn-picture.ts';
import { FileView } from '../files/lazy-files.tsx';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link Attachment}. */
export interface AttachmentProps {
  /** The file or the source. */
  readonly part: FilePart | SourceDocumentPart | SourceUrlPart;
  /** Which links may be opened. @default 'allow': a link opens only when it is pressed */
  readonly linkPolicy?: UrlPolicy | undefined;
  /** Which pictures, recordings and videos load, where that is a request to somebody. @default 'ask' */
  readonly imagePolicy?: UrlPolicy | undefined;
}

/** A file as what it is, see `FileView`, or a source as a chip: an `<a>`, or a `<span>` where the URL may not be opened. */
export function Attachment({ part, ...policies }: AttachmentProps): React.JSX.Element {
  if ('sourceId' in part) return <SourceChip part={part} linkPolicy={policies.linkPolicy} />;
  const drawn = isDrawn(part) ? { alt: part.alt, isDraft: part.isDraft } : {};
  return <FileView part={part} {...drawn} {...policies} />;
}

interface SourceChipProps {
  readonly part: SourceDocumentPart | SourceUrlPart;
  readonly linkPolicy?: UrlPolicy | undefined;
}

function SourceChip({ part, linkPolicy = 'allow' }: SourceChipProps): React.JSX.Element {
  const { attachment } = useLabels();
  const raw = part.type === 'source-document' ? '' : part.url;
  const { url, host } = judgeUrl(raw, 'link', linkPolicy);
  const label = part.title || ('filename' in part && part.filename) || host || attachment;
  if (!raw || !url) return <span className="rv-chip">{label}</span>;
  return (
    <a
      className="rv-chip"
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={host}
    >
      {label}
    </a>
  );
}
