'use client';

import { type ElementType, type ReactNode, createElement, useState } from 'react';

/** Props of `ImagePlaceholder`. */
export interface ImagePlaceholderProps {
  readonly type: ElementType;
  readonly props: { readonly alt: string; readonly [name: string]: unknown };
  readonly host: string;
  /** Whether the reader may load it. */
  readonly isAsking: boolean;
}

/** Stands where an image will be: its description and, if it may be loaded, a button with the host's name. */
export function ImagePlaceholder(props: ImagePlaceholderProps): ReactNode {
  const { type, props: image, host, isAsking } = props;
  const [isAllowed, setAllowed] = useState(false);
  if (isAsking && isAllowed) return createElement(type, image);
  const place = host === '' ? 'this site' : host;
  return (
    <span className="rv-image" data-chrome="">
      <span className="rv-image-alt">{image.alt === '' ? 'Image' : image.alt}</span>
      {isAsking && (
        <button type="button" className="rv-ask" onClick={() => setAllowed(true)}>
          Load image from {place}
        </button>
      )}
    </span>
  );
}
