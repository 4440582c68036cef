import type * as React from 'react';
import { useContext } from 'react';
import { StreamingMarkdown } from '../../markdown/streaming-markdown.tsx';
import { textOf } from '../data/json-pointer.ts';
import { InButtonContext, UiContext, type UiComponentProps } from '../surface/ui-views.ts';

/** Texts in which nothing is markdown, which is most of them: they need no document of their own. */
const plain = /^(?!\d+[.)]\s)[\p{L}\p{N}\p{Sc} ,.;?'’"“”%()/·–—…:]*$/u;
const address = /www\.|:\/\//;

/** Text, with markdown in it; `level` from 1 to 6 makes it a heading. Renders a `<p>` or a `<div>`. */
export function TextBlock({ props, own }: UiComponentProps): React.ReactNode {
  const { markdown = {} } = useContext(UiContext) ?? {};
  const isInButton = useContext(InButtonContext);
  const text = textOf(props['text']);
  const level = Number(props['level'] ?? 0);
  const variant = props['variant'] === 'caption' ? 'caption' : undefined;
  const { 'aria-label': label, ...rest } = own;
  const named = label === undefined ? rest : { ...rest, role: 'group', 'aria-label': label };
  if (isInButton) return <span {...rest}>{text.replaceAll(/^#+\s+|[*_`]+/gm, '')}</span>;
  if (level === 0 && plain.test(text) && !address.test(text)) {
    return (
      <p {...named} className="rv-ui-text" data-variant={variant} dir="auto">
        {text}
      </p>
    );
  }
  return (
    <div {...named} className="rv-ui-text" data-variant={variant}>
      <StreamingMarkdown {...markdown}>
        {level > 0
          ? `${'#'.repeat(Math.min(6, level))} ${text.replaceAll(/\s*\n\s*/g, ' ')}`
          : text}
      </StreamingMarkdown>
    </div>
  );
}
