import { StreamingMarkdown } from 'rivulet/markdown';
import type { StreamingMarkdownProps } from 'rivulet/markdown';
import { documents } from './documents.ts';

/** Props of {@link SideBySide}. */
export interface SideBySideProps extends Omit<StreamingMarkdownProps, 'children' | 'streaming'> {
  readonly source: string;
  /** How much of the source has come in the middle column, in characters. */
  readonly at: number;
}

/** A source, what is shown when it is cut, and what is shown in the end. */
export function SideBySide({ source, at, ...rest }: SideBySideProps) {
  return (
    <div className="story-columns">
      <section aria-label="Source">
        {/* A long source scrolls, so the keyboard must reach it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className="story-source" tabIndex={0}>
          {source.slice(0, at)}
          <span className="story-rest">{source.slice(at)}</span>
        </pre>
      </section>
      <section aria-label="Half-open">
        <StreamingMarkdown streaming caret {...rest}>
          {source.slice(0, at)}
        </StreamingMarkdown>
      </section>
      <section aria-label="Finished">
        <StreamingMarkdown {...rest}>{source}</StreamingMarkdown>
      </section>
    </div>
  );
}

documents(SideBySide, StreamingMarkdown);
