import type { ReactNode } from 'react';
import { element, elementParts } from './inline-nodes.ts';
import type { RenderSettings } from './render-settings.ts';
import { titled } from '../urls/script-url.ts';
import { judgeUrl } from '../urls/url-policy.ts';

/** An image with its references decoded; without `src` the source is not known yet. */
export interface ImageSource {
  readonly src: string;
  /** Undefined when raw HTML has none: that is not the same as an empty one. */
  readonly alt: string | undefined;
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
  const judged = judgeUrl(src, 'image', settings.imagePolicy);
  const { type, props } = elementParts(settings, 'img', {
    src: judged.url,
    alt,
    ...titled(title),
    ...size,
    // Lazy images are also not preloaded by React's server renderer.
    loading: 'lazy',
    decoding: 'async',
    referrerPolicy: 'no-referrer',
  });
  if (judged.verdict === 'allow' && src !== '') return element(type, key, props);
  const isAsking = judged.verdict === 'ask' && src !== '';
  const placeholder = { type, props, host: judged.host, isAsking, isInLink };
  return element(settings.furniture.ImagePlaceholder, key, placeholder);
}
