'use client';
import type * as React from 'react';
import { useEffect, useRef, useState } from 'react';
import { LoadButton } from '../../markdown/elements/image-placeholder.tsx';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import type { FilePart } from '../../protocol/chat-message.ts';
import { LazyPart } from '../../view/lazy-part.ts';
import { useLazyPart } from '../../view/use-lazy-part.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';
import { FileCard } from './file-card.tsx';
import { fileName } from './file-name.ts';
import { judgeFile } from './judge-file.ts';
import { usePictureBox } from './picture-box.ts';

/** Props of {@link Picture}; the rest goes to its `<figure>`. */
export interface PictureProps
  extends Omit<React.ComponentPropsWithoutRef<'figure'>, 'children' | 'part'>, LabelledProps {
  /** The picture, as a message has it. */
  readonly part: Pick<FilePart, 'url' | 'mediaType' | 'filename'>;
  /** Describes it. @default its file's name, else labels.image */
  readonly alt?: string | undefined;
  /** Whether it is still being drawn: the next one takes its place, in the same box. @default false */
  readonly isDraft?: boolean | undefined;
  /** Whether it loads, where that is a request to somebody. @default 'ask' */
  readonly imagePolicy?: UrlPolicy | undefined;
}

const viewerPart = new LazyPart(() => import('./picture-viewer.tsx'));

/** A picture in a box that is there before it loads; a press shows it over the whole window. Renders a `<figure>`. */
export function Picture({
  part,
  alt,
  isDraft = false,
  imagePolicy = 'ask',
  labels,
  className,
  style,
  ...rest
}: PictureProps): React.JSX.Element {
  const texts = useLabels(labels);
  const [isAllowed, setAllowed] = useState(false);
  const box = usePictureBox(part.url, isDraft);
  const { verdict, url, host } = judgeFile(part.url, imagePolicy);
  if (verdict === 'block') return <FileCard part={part} labels={labels} />;
  const shownAlt = alt ?? (isDraft ? texts.pictureSoFar : fileName(part) || texts.image);
  const measures: React.CSSProperties & Record<`--${string}`, string | number> = {
    '--rv-picture-width': box.isWide ? '100rem' : `${box.width}px`,
    '--rv-picture-ratio': box.width / box.height,
  };
  return (
    <figure
      {...rest}
      className={withClass('rv-picture', className)}
      style={{ ...measures, ...style }}
      data-draft={isDraft || undefined}
      aria-busy={isDraft || undefined}
    >
      {verdict === 'allow' || isAllowed ? (
        <ShownPicture url={url} alt={shownAlt} name={fileName(part)} hasFocus={isAllowed} />
      ) : (
        <>
          <figcaption className="rv-picture-alt">{shownAlt}</figcaption>
          <LoadButton host={host} onClick={() => setAllowed(true)} />
        </>
      )}
    </figure>
  );
}

interface ShownPictureProps {
  readonly url: string;
  readonly alt: string;
  readonly name: string;
  /** Whether it takes the focus of the button that let it load. */
  readonly hasFocus: boolean;
}

function ShownPicture({ url, alt, name, hasFocus }: ShownPictureProps): React.JSX.Element {
  const { enlarge } = useLabels();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const viewer = useLazyPart(viewerPart, isOpen);
  useEffect(() => {
    if (hasFocus) button.current?.focus({ preventScroll: true });
  }, [hasFocus]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="rv-picture-open"
        aria-label={enlarge(alt)}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <img
          src={url}
          alt={alt}
          decoding="async"
          // What is in the message is there already; it would only come a frame later.
          loading={/^https?:/i.test(url) ? 'lazy' : undefined}
          referrerPolicy="no-referrer"
          draggable={false}
        />
      </button>
      {viewer && (
        <viewer.PictureViewer url={url} alt={alt} name={name} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
