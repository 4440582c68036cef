'use client';
import type * as React from 'react';
import { useState } from 'react';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import type { FilePart } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { FileCard } from './file-card.tsx';
import { fileKind } from './file-kind.ts';
import { fileName } from './file-name.ts';
import { judgeFile } from './judge-file.ts';

/** Props of {@link MediaPlayer}. */
export interface MediaPlayerProps extends LabelledProps {
  /** The recording or the video, as a message has it. */
  readonly part: Pick<FilePart, 'url' | 'mediaType' | 'filename'>;
  /** Whether it loads, where that is a request to somebody. @default 'ask' */
  readonly imagePolicy?: UrlPolicy | undefined;
}

/** A recording or a video with the browser's own controls; nothing plays by itself. Renders a `<figure>`. */
export function MediaPlayer({
  part,
  imagePolicy = 'ask',
  labels,
}: MediaPlayerProps): React.JSX.Element {
  const texts = useLabels(labels);
  const [isAllowed, setAllowed] = useState(false);
  const kind = fileKind(part.mediaType) === 'video' ? 'video' : 'audio';
  const { verdict, url, host } = judgeFile(part.url, imagePolicy);
  if (verdict === 'block') return <FileCard part={part} labels={labels} />;
  const name = fileName(part);
  const isLoaded = verdict === 'allow' || isAllowed;
  const given = {
    src: url,
    controls: true,
    preload: 'metadata',
    'aria-label': name || texts[kind],
  };
  return (
    <figure className="rv-player" data-kind={kind}>
      {(name || !isLoaded) && <figcaption dir="auto">{name || texts[kind]}</figcaption>}
      {!isLoaded && (
        <button type="button" className="rv-ask" data-chrome="" onClick={() => setAllowed(true)}>
          {texts.loadMedia(host)}
        </button>
      )}
      {/* oxlint-disable jsx-a11y/media-has-caption -- what came with the message is all there is */}
      {isLoaded && (kind === 'video' ? <video {...given} playsInline /> : <audio {...given} />)}
    </figure>
  );
}
