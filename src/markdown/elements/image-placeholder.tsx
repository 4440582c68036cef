'use client';
import type * as React from 'react';

import {
  type ElementType,
  type ReactNode,
  createContext,
  createElement,
  useContext,
  useState,
} from 'react';
import { useWords } from '../../view/labels-context.ts';
import { englishMarkdown } from './markdown-labels.ts';

/** Props of `ImagePlaceholder`. */
export interface ImagePlaceholderProps {
  readonly type: ElementType;
  readonly props: { readonly alt: string | undefined; readonly [name: string]: unknown };
  readonly host: string;
  /** Whether the reader may load it. */
  readonly isAsking: boolean;
  /** Whether it stands in a link: the button then stands beside the link. */
  readonly isInLink: boolean;
}

/** Whether the reader has let the images of the link around load. */
export const LinkedImagesAllowed: React.Context<boolean> = createContext(false);

/** Stands where an image will be: its description and, if it may be loaded, a button with the host's name. */
export function ImagePlaceholder(props: ImagePlaceholderProps): ReactNode {
  const { type, props: image, host, isAsking, isInLink } = props;
  const [isAllowed, setAllowed] = useState(false);
  const words = useWords(englishMarkdown);
  const isAllowedInLink = useContext(LinkedImagesAllowed) && isInLink;
  if (isAsking && (isAllowed || isAllowedInLink)) return createElement(type, image);
  return (
    <span className="rv-image" data-chrome="">
      <span className="rv-image-alt">{image.alt || words.image}</span>
      {isAsking && !isInLink && <LoadButton host={host} onClick={() => setAllowed(true)} />}
    </span>
  );
}

/** The button that lets images of a host load. */
export function LoadButton({ host, onClick }: { host: string; onClick: () => void }): ReactNode {
  const { loadImage } = useWords(englishMarkdown);
  return (
    <button type="button" className="rv-ask" data-chrome="" onClick={onClick}>
      {loadImage(host)}
    </button>
  );
}
