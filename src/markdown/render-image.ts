import type { ReactNode } from 'react';
import { ImagePlaceholder } from './image-placeholder.tsx';
import { element, elementParts } from './inline-nodes.ts';
import type { RenderSettings } from './render-settings.ts';
import { judgeUrl } from './url-policy.ts';

/** An image with its references decoded; without `src` the source is not known yet. */
export interface ImageSource {
  readonly src: string;
  readonly alt: string;
  readonly title: string;
  /** Attributes of a raw `<img>` that give its place room. */
  readonly size?: Readonly<Record<'width' | 'height' | 'align', unknown>>;
}

/**
 * Renders an image as far as its policy lets it load. Nothing is fetched before that: the address
 * of an image can carry a conversation away.
 */
export function renderImage(
  { src, alt, title, size }: ImageSource,
  key: number,
  settings: RenderSettings,
  isInLink: boolean,
): ReactNode {
  const { imagePolicy, hasDom } = settings;
  const judged = judgeUrl(src, 'image', imagePolicy, hasDom);
  const { type, props } = elementParts(settings, 'img', {
    src: judged.url,
    alt,
    ...(title === '' ? null : { title }),
    ...size,
    // Lazy images are also not preloaded by React's server renderer.
    loading: 'lazy',
    decoding: 'async',
    referrerPolicy: 'no-referrer',
  });
  if (judged.verdict === 'allow' && src !== '') return element(type, key, props);
  // Inside a link a button cannot be pressed: there the image stays a name.
  const isAsking = judged.verdict === 'ask' && src !== '' && !isInLink;
  const placeholder = { type, props, host: judged.host, isAsking };
  return element(ImagePlaceholder, key, placeholder);
}
