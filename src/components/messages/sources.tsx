'use client';
import type * as React from 'react';
import { useId, useState } from 'react';
import type { SourceDocumentPart, SourceUrlPart } from '../../protocol/chat-message.ts';
import { judgeUrl } from '../../markdown/urls/url-policy.ts';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import { useLabels } from '../labels/use-labels.ts';

/** A part that says what an answer rests on. */
export type SourcePart = SourceUrlPart | SourceDocumentPart;

/** Props of {@link Sources}. */
export interface SourcesProps {
  /** The sources, as they came. The web pages among them are numbered first, as the text cites them. */
  readonly sources: readonly SourcePart[];
  /** Which links may be opened. @default 'allow': a link opens only when it is pressed */
  readonly linkPolicy?: UrlPolicy | undefined;
}

/** So many sources are shown before the rest is asked for. */
const shownAtFirst = 6;

interface NumberedSource {
  readonly number: number;
  readonly source: SourcePart;
}

/** What an answer rests on, with the numbers by which its text cites it. Renders a `<div>` with an `<ol>`. */
export function Sources({ sources, linkPolicy = 'allow' }: SourcesProps): React.JSX.Element {
  const { sources: heading, showMore } = useLabels();
  const headingId = useId();
  const [isWhole, setWhole] = useState(false);
  const all = numbered(sources);
  const shown = isWhole ? all : all.slice(0, shownAtFirst);
  return (
    <div className="rv-sources">
      <div id={headingId} className="rv-sources-title">
        {heading}
      </div>
      <ol aria-labelledby={headingId}>
        {shown.map(({ number, source }) => (
          <li key={number} value={number}>
            <Source number={number} source={source} linkPolicy={linkPolicy} />
          </li>
        ))}
        {shown.length < all.length && (
          <li className="rv-sources-more">
            <button
              type="button"
              className="rv-source"
              onClick={(event) => {
                // The button goes; what it was pressed for is the next source.
                event.currentTarget
                  .closest('ol')
                  ?.querySelector<HTMLElement>('li:nth-last-child(2) > *')
                  ?.focus();
                setWhole(true);
              }}
            >
              {showMore}
            </button>
          </li>
        )}
      </ol>
    </div>
  );
}

/** The sources with their numbers; a page that was named several times is one of them. */
function numbered(sources: readonly SourcePart[]): readonly NumberedSource[] {
  const pages = sources.filter((source) => source.type === 'source-url');
  const documents = sources.filter((source) => source.type === 'source-document');
  const seen = new Set<string>();
  return [...pages, ...documents].flatMap((source, index) => {
    const key = source.type === 'source-url' ? source.url : `document ${source.sourceId}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ number: index + 1, source }];
  });
}

function Source({
  number,
  source,
  linkPolicy,
}: NumberedSource & { readonly linkPolicy: UrlPolicy }): React.JSX.Element {
  const { attachment } = useLabels();
  const raw = source.type === 'source-url' ? source.url : '';
  const { url, host } = judgeUrl(raw, 'link', linkPolicy);
  const place = source.type === 'source-url' ? host : source.filename;
  const title = source.title || place || attachment;
  const content = (
    <>
      <span className="rv-source-number">{number}</span>{' '}
      <bdi className="rv-source-title">{title}</bdi>{' '}
      {place && place !== title && <bdi className="rv-source-host">{withoutWww(place)}</bdi>}
    </>
  );
  if (!raw || !url) return <span className="rv-source">{content}</span>;
  return (
    <a
      className="rv-source"
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={title}
    >
      {content}
    </a>
  );
}

function withoutWww(host: string): string {
  return host.replace(/^www\./, '');
}
