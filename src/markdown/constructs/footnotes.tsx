'use client';

import { type ReactNode, useContext } from 'react';
import { footnoteConstruct, footnoteExtension } from '../syntax/footnote-extension.ts';
import { occurrenceOf } from '../document/footnote-index.ts';
import { FootnoteSection } from './footnote-section.tsx';
import { markdownElement } from '../elements/inline-nodes.ts';
import type { MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import { MessageContext } from '../elements/message-context.ts';
import type { ExtensionTokenProps } from '../elements/render-settings.ts';

function FootnoteReference({ token, isInLink }: ExtensionTokenProps): ReactNode {
  const { id, settings, footnotes } = useContext(MessageContext);
  const number = footnotes.get(String(Reflect.get(token, 'label')));
  if (number === undefined || settings === undefined) return token.raw;
  const props = {
    href: `#${id}-fn-${number}`,
    id: `${id}-ref-${number}-${occurrenceOf(token)}`,
    'data-footnote-ref': '',
    'aria-describedby': `${id}-fn`,
  };
  const text = String(number);
  const link = isInLink ? text : markdownElement(settings, 'a', 0, props, [text]);
  return markdownElement(settings, 'sup', 0, null, [link]);
}

function BackLinks({ token }: ExtensionTokenProps): ReactNode {
  const { id, settings } = useContext(MessageContext);
  if (!settings) return null;
  const number = String(Reflect.get(token, 'number'));
  return Array.from({ length: Number(Reflect.get(token, 'references')) }, (_, index) => {
    const mark = index === 0 ? '' : String(index + 1);
    const props = {
      href: `#${id}-ref-${number}-${index + 1}`,
      className: 'rv-footnote-back',
      'data-chrome': '',
      'data-footnote-backref': '',
      'aria-label': settings.labels.backToReference(`${number}${mark && `-${mark}`}`),
    };
    return markdownElement(settings, 'a', index, props, [` ↩${mark}`]);
  });
}

/** Footnotes as GitHub writes them; the notes themselves stand in a `FootnoteSection`. */
export const footnotes: MarkdownPlugin = {
  name: 'footnotes',
  extensions: [footnoteExtension],
  tokens: {
    'footnote-reference': FootnoteReference,
    'footnote-definition': () => null,
    'footnote-back': BackLinks,
    footnotes: FootnoteSection,
  },
  marks: '',
  inline: [footnoteConstruct],
};
