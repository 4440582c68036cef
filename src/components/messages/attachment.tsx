'use client';
import type * as React from 'react';
import type { FilePart, SourceDocumentPart, SourceUrlPart } from '../../protocol/chat-message.ts';
import { judgeUrl } from '../../markdown/urls/url-policy.ts';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import { useLabels } from '../labels/use-labels.ts';

/** Props of {@link Attachment}. */
export interface AttachmentProps {
  readonly part: FilePart | SourceDocumentPart | SourceUrlPart;
  /** @default 'allow': a link opens only when it is pressed */
  readonly linkPolicy?: UrlPolicy | undefined;
}

/** A file or a source of an answer, as a chip. Renders an `<a>`, or a `<span>` where the URL may not be opened. */
export function Attachment({ part, linkPolicy = 'allow' }: AttachmentProps): React.JSX.Element {
  const { attachment } = useLabels();
  const raw = part.type === 'source-document' ? '' : part.url;
  const { url, host } = judgeUrl(raw, 'link', linkPolicy);
  const label = attachmentLabel(part) || host || attachment;
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

function attachmentLabel(part: AttachmentProps['part']): string | undefined {
  switch (part.type) {
    case 'source-url':
      return part.title;
    case 'source-document':
      return part.title || part.filename;
    default:
      return part.filename ?? part.mediaType;
  }
}
