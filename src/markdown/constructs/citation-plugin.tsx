import type { ReactNode } from 'react';
import { citationConstruct, citationExtension } from '../syntax/citation-extension.ts';
import type { CitationSource } from '../elements/citation-sources.ts';
import { markdownElement } from '../elements/inline-nodes.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import { renderLink } from '../elements/render-link.ts';
import type { BindView, MessageView } from './message-view.ts';

const renderCitation: MessageView = ({ token, isInLink }, { sources = [], settings }) => {
  const keys = Reflect.get(token, 'keys') as readonly string[];
  const cited = keys.map((key) => findSource(sources, key));
  if (isInLink || !settings || cited.every((source) => source === undefined)) return token.raw;
  const parts = keys.flatMap((key, index): ReactNode[] => {
    const source = cited[index];
    const [number = key] = /^\d+/.exec(key) ?? [];
    const label = source?.title ?? source?.url ?? '';
    const link = source
      ? renderLink(
          { href: source.url, title: label, label: `${number}: ${label}` },
          index,
          [number],
          settings,
        )
      : number;
    return index === 0 ? [link] : [', ', link];
  });
  return markdownElement(settings, 'sup', 0, { className: 'rv-citation' }, ['[', ...parts, ']']);
};

/** Citations of the `sources` of the message: links of the size of footnotes, text where no source fits. */
export const citationPlugin = (bind: BindView): MarkdownPlugin => ({
  name: 'citations',
  extensions: [citationExtension],
  tokens: { citation: bind(renderCitation) },
  marks: '【】',
  inline: [citationConstruct],
});

function findSource(sources: readonly CitationSource[], key: string): CitationSource | undefined {
  const named = sources.find(({ id }) => id !== undefined && String(id) === key);
  return named ?? sources[Number(/^\d+/.exec(key)?.[0] ?? 0) - 1];
}
