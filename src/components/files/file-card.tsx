'use client';
import type * as React from 'react';
import { judgeUrl } from '../../markdown/urls/url-policy.ts';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import type { FilePart } from '../../protocol/chat-message.ts';
import { FileIcon } from './file-icon.tsx';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { fileKind } from './file-kind.ts';
import { dataSize, fileName } from './file-name.ts';
import { fileSize } from './file-size.ts';

/** Props of {@link FileCard}. */
export interface FileCardProps extends LabelledProps {
  /** The file, as a message has it. */
  readonly part: Pick<FilePart, 'url' | 'mediaType' | 'filename'>;
  /** Whether the address of a file may be opened. @default 'allow': it opens only when it is pressed */
  readonly linkPolicy?: UrlPolicy | undefined;
}

/**
 * A file by the sign of its kind, its name and its size: a press saves what is in the message, and opens the rest in a tab of
 * its own. Renders a `<button>`, an `<a>`, or a `<span>` where the URL may not be opened.
 */
export function FileCard({ part, linkPolicy = 'allow', labels }: FileCardProps): React.JSX.Element {
  const texts = useLabels(labels);
  const { url } = part;
  const isOwn = /^(?:data|blob):/i.test(url);
  const judged = isOwn ? undefined : judgeUrl(url, 'link', linkPolicy);
  const name = fileName(part);
  const shown = name || judged?.host || texts.attachment;
  const content = <FileFacts part={part} name={shown} />;
  if (isOwn) {
    const save = async () =>
      (await import('./save-file.ts')).saveFile(url, name || texts.attachment);
    return (
      <button type="button" className="rv-file" onClick={() => void save()}>
        {content}
        <FileIcon shape="download" />
        <span className="rv-visually-hidden">{texts.download}</span>
      </button>
    );
  }
  if (!judged?.url || url === '') return <span className="rv-file">{content}</span>;
  return (
    <a
      className="rv-file"
      href={judged.url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={judged.host}
    >
      {content}
    </a>
  );
}

interface FileFactsProps extends Pick<FileCardProps, 'part'> {
  readonly name: string;
}

function FileFacts({
  part: { url, mediaType, filename = '' },
  name,
}: FileFactsProps): React.JSX.Element {
  const { locale } = useLabels();
  const size = dataSize(url);
  const facts = [mediaWord(mediaType, filename), size !== undefined && fileSize(size, locale)];
  return (
    <>
      <span className="rv-file-sign">
        <FileIcon shape={fileKind(mediaType)} />
      </span>
      <span className="rv-file-text">
        <bdi className="rv-file-name">{name}</bdi>
        <span className="rv-file-about">{facts.filter(Boolean).join(' · ')}</span>
      </span>
    </>
  );
}

/** A word for a media type: the extension of the name says it best. */
function mediaWord(mediaType: string, name: string): string {
  const [, extension] = /\.(\w{1,5})$/.exec(name) ?? [];
  return (extension ?? mediaType.split(/[/;]/)[1] ?? '').replace(/^x-|^vnd\..*/, '').toUpperCase();
}
