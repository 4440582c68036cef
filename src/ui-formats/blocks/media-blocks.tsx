import type * as React from 'react';
import { useContext, useState } from 'react';
import { judgeFile } from '../../components/files/judge-file.ts';
import { useLabels } from '../../components/labels/use-labels.ts';
import { LoadButton } from '../../markdown/elements/image-placeholder.tsx';
import { textOf } from '../data/json-pointer.ts';
import { InButtonContext, UiContext, type UiComponentProps } from '../surface/ui-views.ts';

const variants = new Set([
  'icon',
  'avatar',
  'smallFeature',
  'mediumFeature',
  'largeFeature',
  'header',
]);
const fits = new Set(['contain', 'cover', 'fill', 'none', 'scaleDown']);

function useJudged(address: unknown) {
  const { imagePolicy = 'ask' } = useContext(UiContext)?.markdown ?? {};
  return judgeFile(textOf(address), imagePolicy);
}

/** A picture, which loads where the policy for images allows it. Renders an `<img>`, else a `<span>` with its description. */
export function ImageBlock({ props, own }: UiComponentProps): React.JSX.Element {
  const [isAllowed, setAllowed] = useState(false);
  const isInButton = useContext(InButtonContext);
  const { verdict, url, host } = useJudged(props['url']);
  const { 'aria-label': label, ...rest } = own;
  const alt = label ?? textOf(props['description']);
  const given = {
    ...rest,
    className: 'rv-ui-image',
    'data-variant': variants.has(String(props['variant'])) ? String(props['variant']) : undefined,
    'data-fit': fits.has(String(props['fit'])) ? String(props['fit']) : undefined,
  };
  if (verdict === 'allow' || (verdict === 'ask' && isAllowed)) {
    return (
      <img
        {...given}
        src={url}
        alt={alt}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
      />
    );
  }
  return (
    <span {...given} data-waits="">
      {alt !== '' && <span dir="auto">{alt}</span>}
      {verdict === 'ask' && !isInButton && (
        <LoadButton host={host} onClick={() => setAllowed(true)} />
      )}
    </span>
  );
}

function Player({
  kind,
  props,
  own,
}: UiComponentProps & { readonly kind: 'video' | 'audio' }): React.JSX.Element {
  const texts = useLabels();
  const [isAllowed, setAllowed] = useState(false);
  const { verdict, url, host } = useJudged(props['url']);
  const poster = useJudged(props['posterUrl']);
  const { 'aria-label': label, ...rest } = own;
  const name = label ?? textOf(props['description']);
  const isLoaded = verdict === 'allow' || (verdict === 'ask' && isAllowed);
  const given = {
    src: url,
    controls: true,
    preload: 'metadata',
    'aria-label': name || texts[kind],
  };
  const still = poster.verdict === 'allow' ? { poster: poster.url } : {};
  return (
    <figure {...rest} className="rv-player" data-kind={kind}>
      {(name !== '' || !isLoaded) && <figcaption dir="auto">{name || texts[kind]}</figcaption>}
      {!isLoaded && verdict === 'ask' && (
        <button type="button" className="rv-ask" data-chrome="" onClick={() => setAllowed(true)}>
          {texts.loadMedia(host)}
        </button>
      )}
      {/* oxlint-disable jsx-a11y/media-has-caption -- what came with the message is all there is */}
      {isLoaded &&
        (kind === 'video' ? <video {...given} {...still} playsInline /> : <audio {...given} />)}
    </figure>
  );
}

/** A video with the browser's own controls. Renders a `<figure>`. */
export function VideoBlock(given: UiComponentProps): React.JSX.Element {
  return <Player {...given} kind="video" />;
}

/** A recording with the browser's own controls. Renders a `<figure>`. */
export function AudioBlock(given: UiComponentProps): React.JSX.Element {
  return <Player {...given} kind="audio" />;
}
